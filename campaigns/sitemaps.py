"""Every proposal at its own address; older drafts name that address as theirs."""

from nisn_site.kit.sitemaps import TranslatedSitemap

from .models import Draft


class ProposalSitemap(TranslatedSitemap):
    def items(self):
        drafts = Draft.objects.on_site().order_by("proposal_id", "-number").distinct("proposal_id")
        return drafts.select_related("proposal__conference")

    def location(self, draft):
        return draft.proposal.get_absolute_url()

    def lastmod(self, draft):
        return draft.published_at


SITEMAPS = {"proposals": ProposalSitemap}
