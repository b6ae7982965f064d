"""Markdown as a mail without HTML shows it: words without marks, and after each link where it leads."""

import re

from markdown_it.tree import SyntaxTreeNode

from .markdown import FOREIGN_WITHOUT_SCHEME, markdown_reader

# Shown without its scheme: people write and dial these.
TYPED_BY_HAND = re.compile(r"^(?:mailto|tel):")
WITH_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LINE = "———"


def plain_text(markdown: str, *, origin: str = "") -> str:
    """`See **[this](/en/)**` → `See this (https://host/en/)`. `origin` goes before the paths of our own site.

    Paragraphs and headings are lines with an empty one between, lists keep their dashes and numbers, quotations
    begin with “>” as everywhere in mail.
    """
    text = blocks(SyntaxTreeNode(markdown_reader.parse(markdown or "")), origin)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def blocks(parent: SyntaxTreeNode, origin: str) -> str:
    gap = "\n" if any(child.hidden for child in parent.children) else "\n\n"  # in a list without empty lines
    return gap.join(block(child, origin) for child in parent.children).strip("\n")


def block(node: SyntaxTreeNode, origin: str) -> str:
    match node.type:
        case "bullet_list" | "ordered_list":
            return items(node, origin)
        case "blockquote":
            return begun_with("> ", blocks(node, origin), "> ")
        case "heading":
            return f"\n{inline(node, origin)}"  # one more empty line, since there are no larger letters
        case "hr":
            return LINE
        case "fence" | "code_block":
            return node.content.strip("\n")
    return inline(node, origin)


def items(node: SyntaxTreeNode, origin: str) -> str:
    marks = ["- "] * len(node.children)
    if node.type == "ordered_list":
        first = int(node.attrs.get("start", 1))
        marks = [f"{number}. " for number in range(first, first + len(node.children))]
    is_tight = any(child.hidden for item in node.children for child in item.children)
    texts = [
        begun_with(mark, blocks(item, origin), " " * len(mark)) for mark, item in zip(marks, node.children, strict=True)
    ]
    return ("\n" if is_tight else "\n\n").join(texts)


def begun_with(first: str, text: str, others: str) -> str:
    """The text with `first` before its first line and `others` before the rest."""
    return "\n".join(f"{others if number else first}{line}".rstrip() for number, line in enumerate(text.split("\n")))


def inline(node: SyntaxTreeNode, origin: str) -> str:
    match node.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "link":
            return link(node, origin)
    return "".join(inline(child, origin) for child in node.children) if node.children else node.content


def link(node: SyntaxTreeNode, origin: str) -> str:
    words = "".join(inline(child, origin) for child in node.children)
    target = node.attrs["href"]
    address = TYPED_BY_HAND.sub("", target) if WITH_SCHEME.match(target) else own_address(target, origin)
    return f"{words} ({address})".strip() if address and words not in {address, target} else words


def own_address(path: str, origin: str) -> str:
    """The whole address of a page of ours; empty for what leads nowhere from a mail."""
    return origin + path if path.startswith("/") and not FOREIGN_WITHOUT_SCHEME.match(path) else ""
