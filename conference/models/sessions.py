import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .choices import PUBLIC_ROLES, SPOKEN
from .conferences import Conference
from .people import Organization, Person


class Topic(Versioned, Translatable):
    """What sessions are about, in a conference's own words, to filter by."""

    translated_fields = ("name",)

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="topics", verbose_name=_("conference"))
    slug = models.SlugField(_("word in the address"), max_length=60, help_text=_("For example: detention."))
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "name"],
                name="topic_name_once",
                violation_error_message=_("This conference already has this topic."),
            ),
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="topic_address_once",
                violation_error_message=_("Another topic has this word in its address. Choose another one."),
            ),
            models.UniqueConstraint(fields=["id", "conference"], name="topic_with_its_conference"),
        ]

    def __str__(self):
        return self.name


class SessionQuerySet(models.QuerySet):
    def public(self):
        """What was ever in a release of a conference that is on the site, or is on record without a time.

        What is only in the draft stays inside.
        """
        released = Q(pk__in=Session.objects.filter(slots__release__isnull=False).values("pk"))
        return self.filter(released | Q(is_recorded=True), conference__is_public=True)

    def recorded(self):
        """Known to have happened, at a time that nobody wrote down."""
        return self.filter(conference__is_public=True, is_recorded=True)

    def unscheduled(self):
        """What still needs a time: nothing in the draft, and not put aside."""
        scheduled = Session.objects.filter(slots__isnull=False, slots__release__isnull=True)
        return self.filter(is_set_aside=False, is_recorded=False).exclude(pk__in=scheduled.values("pk"))


class Session(Versioned, Translatable):
    """What happens, whenever and wherever that is: see `Slot`. Its texts are live, its times are released."""

    translated_fields = ("title", "summary", "body", "goal", "bring", "place", "press_note")
    markdown_fields = {"body": 2}

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("Plenary")
        WORKSHOP = "workshop", _("Workshop")
        CAUCUS = "caucus", _("Caucus")
        WORKING_GROUP = "working_group", _("Working group")
        FILM = "film", _("Film")
        MARCH = "march", _("March")
        MEAL = "meal", _("Meal")
        BREAK = "break", _("Break")
        SOCIAL = "social", _("Get-together")

    class Press(models.TextChoices):
        UNSAID = "", _("Nothing said")
        WELCOME = "welcome", _("Press and photos are welcome")
        ASK = "ask", _("Ask before you take a photo")
        NONE = "none", _("No press, no photos")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions", verbose_name=_("conference"))
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("word in the address"),
        max_length=100,
        help_text=_("Made from the title. People share it, so do not change it later."),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.WORKSHOP)
    title = models.CharField(_("title"), max_length=190)
    summary = models.TextField(
        _("summary"), max_length=500, blank=True, help_text=_("One or two sentences, also for search engines.")
    )
    body = models.TextField(_("more"), max_length=20_000, blank=True)
    body_html = models.TextField(editable=False, blank=True)
    goal = models.TextField(
        _("what we want to achieve"),
        max_length=500,
        blank=True,
        help_text=_("For example: We leave with a list of who drives to the hearing in May."),
    )
    bring = models.TextField(_("what to bring"), max_length=300, blank=True, help_text=_("For example: A warm coat."))
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("topic"),
        help_text=_("People can list all sessions of a topic."),
    )
    place = models.CharField(
        _("place outside our rooms"),
        max_length=190,
        blank=True,
        help_text=_("Only when it is not in one of the rooms. For example: Monroe Park, at the fountain."),
    )
    expected_people = models.PositiveIntegerField(
        _("people expected"),
        null=True,
        blank=True,
        help_text=_("We warn you when the room is too small. Empty when you do not know."),
    )
    press = models.CharField(
        _("press and photos"),
        max_length=10,
        choices=Press,
        default=Press.UNSAID,
        blank=True,
        help_text=_("Ask the people who lead it. Some may be at risk."),
    )
    press_note = models.CharField(
        _("more about press and photos"),
        max_length=190,
        blank=True,
        help_text=_("For example: Photos only from the back of the room."),
    )
    is_open_space = models.BooleanField(
        _("put up by participants"), default=False, help_text=_("An open space session, not planned by organizers.")
    )
    is_set_aside = models.BooleanField(
        _("put aside"), default=False, help_text=_("It will not happen: do not list it among what still needs a time.")
    )
    is_recorded = models.BooleanField(
        _("on record, time not known"),
        default=False,
        help_text=_("Of a past conference: it is shown without a time, since we do not invent one."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented for demonstration; carries a visible mark.")
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="session_address_once",
                violation_error_message=_("Another session has this word in its address. Choose another one."),
            ),
            models.UniqueConstraint(
                fields=["conference", "guid"],
                name="session_guid_once",
                violation_error_message=_("This session is already there."),
            ),
            models.CheckConstraint(
                condition=~Q(title__regex=r"^\s*$"),
                name="session_has_a_title",
                violation_error_message=_("Give the session a title."),
            ),
            models.UniqueConstraint(fields=["id", "conference"], name="session_with_its_conference"),
        ]

    def __str__(self):
        return self.title


class SessionLanguage(models.Model):
    """A language that people can follow the session in, and how."""

    class How(models.TextChoices):
        SPOKEN = "spoken", _("Spoken")
        INTERPRETED = "interpreted", _("Interpretation")
        SIGN = "sign", _("Sign language")
        CAPTIONS = "captions", _("Live captions")

    session = models.ForeignKey(Session, models.CASCADE, related_name="languages", verbose_name=_("session"))
    language = models.CharField(
        _("language"),
        max_length=15,
        help_text=_("Its short code: en, es, ar, zh-hans; ase for American Sign Language."),
    )
    how = models.CharField(_("how"), max_length=12, choices=How, default=How.SPOKEN)

    class Meta:
        verbose_name = _("language of a session")
        verbose_name_plural = _("languages of a session")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "language", "how"],
                name="session_language_once",
                violation_error_message=_("This language is already there in this way."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$"),
                name="session_language_is_a_code",
                violation_error_message=_("Write the short code of the language, for example en, es or zh-hans."),
            ),
        ]

    def __str__(self):
        return f"{SPOKEN.get(self.language, self.language)} ({self.get_how_display()})"


class SessionPerson(models.Model):
    """What somebody does in a session, and for which group. Releases copy it: see `Appearance`."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Leads it")
        SPEAKER = "speaker", _("Speaks")
        MODERATOR = "moderator", _("Moderates")
        INTERPRETER = "interpreter", _("Interprets")
        HELPER = "helper", _("Helps with the room")

    PUBLIC_ROLES = PUBLIC_ROLES

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+", editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="people", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="sessions", verbose_name=_("person"))
    role = models.CharField(_("what they do"), max_length=12, choices=Role, default=Role.FACILITATOR)
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which group"),
        help_text=_("Empty: for the group they usually speak for."),
    )
    may_overlap = models.BooleanField(
        _("may be elsewhere, too"), default=False, help_text=_("They only look in, so another session may overlap.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("person of a session")
        verbose_name_plural = _("people of a session")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="session_person_once",
                violation_error_message=_("This person is already in this session."),
            )
        ]

    def __str__(self):
        return self.get_role_display()  # without the name: the admin's log would keep it

    def save(self, *args, **kwargs):
        self.conference_id = self.session.conference_id  # so that the database can see that all three belong together
        super().save(*args, **kwargs)
