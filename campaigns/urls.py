from django.urls import include, path

from .feedback.following_pages import following
from .feedback.pages import give
from .feedback.support_pages import support
from .views import amendments, comparisons, drafts, exports, feedback, proposals, sections

app_name = "campaigns"
PAIR = "<slug:proposal>/changes/<int:older>-<int:newer>/"
urlpatterns = [
    path("", proposals.proposals, name="proposals"),
    path("<slug:proposal>/", drafts.newest, name="proposal"),
    path("<slug:proposal>/compare/", comparisons.choose, name="compare"),
    path("<slug:proposal>/<int:number>/", drafts.draft, name="draft"),
    path("<slug:proposal>/<int:number>/print/", drafts.print_page, name="print"),
    path("<slug:proposal>/<int:number>/export.<slug:extension>", exports.export, name="export"),
    path(PAIR, comparisons.changes, name="changes"),
    path(f"{PAIR}side-by-side/", comparisons.changes, {"view": "side_by_side"}, name="changes_side_by_side"),
    path(f"{PAIR}list/", comparisons.changes, {"view": "as_list"}, name="changes_as_list"),
    path("<slug:proposal>/amendments/", amendments.amendments, name="amendments"),
    path("<slug:proposal>/amendments/<int:number>/", amendments.amendment, name="amendment"),
    path("<slug:proposal>/amendments/export.<slug:extension>", amendments.export, name="export_amendments"),
    path("<slug:proposal>/<int:number>/answers/", feedback.answers, name="answers"),
    path("<slug:proposal>/<int:number>/say/<slug:key>/", include(give.urls)),
    path("<slug:proposal>/feedback/F-<int:number>/me-too/", include(support.urls)),
    path("<slug:proposal>/follow/", include(following.urls)),
    path("<slug:proposal>/feedback/figures/", feedback.statistics, name="feedback_figures"),
    path("<slug:proposal>/feedback/export.<slug:extension>", feedback.export, name="feedback_export"),
    path("<slug:proposal>/feedback/", feedback.remarks, name="feedback"),
    path("<slug:proposal>/feedback/F-<int:number>/", feedback.remark, name="remark"),
    path("<slug:proposal>/<slug:key>/", sections.section, name="section"),
]
