"""Every proposal at its own address; older drafts name that address as theirs."""

from django.urls import reverse

from nisn_site.kit.sitemaps import TranslatedSitemap

from .models import Draft, PointOfUnity, Proposal, UnityStatement


class ProposalSitemap(TranslatedSitemap):
    def items(self):
        drafts = Draft.objects.on_site().order_by("proposal_id", "-number").distinct("proposal_id")
        return drafts.select_related("proposal__conference")

    def location(self, draft):
        return draft.proposal.get_absolute_url()

    def lastmod(self, draft):
        return draft.published_at


class UnitySitemap(TranslatedSitemap):
    """The points of every year, each list and each point."""

    def items(self):
        points = PointOfUnity.objects.on_site().in_order().select_related("statement")
        return [*UnityStatement.objects.on_site(), *points]


class AmendmentSitemap(TranslatedSitemap):
    """The list of each proposal that came before a conference leads to all its amendments."""

    def items(self):
        return Proposal.objects.published().exclude(amendments=None).select_related("conference")

    def location(self, proposal):
        return reverse("campaigns:amendments", args=[proposal.conference.slug, proposal.slug])


SITEMAPS = {"proposals": ProposalSitemap, "amendments": AmendmentSitemap, "unity": UnitySitemap}
