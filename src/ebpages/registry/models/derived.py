"""What a build makes of the lists, the rules and the permanent rows; it can be made again at any time, whole or in part."""

from hashlib import sha256

from django.db import models

from ebpages.faces.language import active_language

_LONGEST_TEXT = 100


class Build(models.Model):
    """One build of the registry; the newest is the one that is served.

    digest: of lists, rules and code. permanent: the state of the permanent tables that the derived ones follow.
    """

    finished_at = models.DateTimeField()
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    permanent = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]


class SourceList(models.Model):
    """A published list as it was read."""

    slug = models.CharField(primary_key=True, max_length=40)
    order = models.PositiveSmallIntegerField(unique=True)
    kind = models.CharField(max_length=40, blank=True)
    title_bg = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    publisher_bg = models.CharField(max_length=300, blank=True)
    publisher_en = models.CharField(max_length=300, blank=True)
    edition = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, blank=True)
    where_bg = models.CharField(max_length=300, blank=True)
    where_en = models.CharField(max_length=300, blank=True)
    licence_bg = models.CharField(max_length=500, blank=True)
    licence_en = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    declared = models.PositiveIntegerField(null=True)
    found = models.PositiveIntegerField()
    lost = models.PositiveIntegerField(default=0)
    notices = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]


class Organisation(models.Model):
    """One cluster or body over time. The id is public and stable; the columns beside it serve lists of organisations.

    is_example: shows what a page looks like, and is counted nowhere.
    """

    id = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=500)
    other_name = models.CharField(max_length=500, blank=True)
    sort_name = models.CharField(max_length=500, db_index=True)
    kind = models.CharField(max_length=40, db_index=True)
    record_count = models.PositiveIntegerField()
    source_count = models.PositiveIntegerField()
    finding_count = models.PositiveIntegerField(default=0)
    founded = models.PositiveSmallIntegerField(null=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_name", "id"]

    @property
    def heading(self) -> tuple[str, str]:
        """The name for readers of the active language, and the other one."""
        # Its vocabularies are nothing for commands that name nobody.
        from ebpages.registry.display import heading

        return heading(self.name, self.other_name, active_language())


class LegalEntity(models.Model):
    """A legal person: one identifier where it is known."""

    id = models.CharField(primary_key=True, max_length=20)
    identifier = models.CharField(max_length=9, unique=True, null=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="entities")
    name = models.CharField(max_length=500)
    legal_form = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["organisation", "identifier", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(identifier__isnull=True) | models.Q(identifier__regex=r"^[0-9]{9}$"),
                name="entity_identifier_has_nine_digits",
            )
        ]


class Record(models.Model):
    """A row of a list, its text untouched, and what it was resolved to, with and without human judgements.

    family: the first of the records that resolution may compare with it, directly or through others. What people
    decide about one record can change nothing outside the families that their judgements tie together.
    """

    id = models.CharField(primary_key=True, max_length=120)
    source = models.ForeignKey(SourceList, models.CASCADE, related_name="records")
    key = models.CharField(max_length=80)
    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=500, blank=True)
    identifier = models.CharField(max_length=13, blank=True, db_index=True)
    row = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()
    notices = models.JSONField(default=list)
    entity = models.ForeignKey(LegalEntity, models.CASCADE, null=True, related_name="records")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="records")
    automatic_entity = models.CharField(max_length=20, blank=True)
    automatic_organisation = models.CharField(max_length=12, blank=True, db_index=True)
    family = models.CharField(max_length=120, blank=True, db_index=True)
    said_by = ""  # the name of whose own word it is; set by who shows its evidence

    class Meta:
        ordering = ["source__order", "row"]
        indexes = [models.Index(fields=["source", "row"], name="record_in_order_of_list")]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="record_key_is_unique_in_its_list")
        ]


class Statement(models.Model):
    """One value that a record states: as printed, as read, and what was done in between."""

    id = models.CharField(primary_key=True, max_length=180)
    record = models.ForeignKey(Record, models.CASCADE, related_name="statements")
    property = models.CharField(max_length=40, db_index=True)
    value = models.TextField()
    original = models.TextField()
    column = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    steps = models.JSONField(default=list)
    valid_until = models.CharField(max_length=10, blank=True)
    doubted, condition = False, ""  # set by who asked the findings

    class Meta:
        ordering = ["record__source__order", "record__row", "id"]


class Judgement(models.Model):
    """What two records have to do with each other, by which method or person, and why.

    place: where it stands among all judgements, those of people first; known without looking at the others.
    """

    a = models.ForeignKey(Record, models.CASCADE, related_name="judgements_from")
    b = models.ForeignKey(Record, models.CASCADE, related_name="judgements_to")
    relation = models.CharField(max_length=20)
    method = models.CharField(max_length=20)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    by = models.CharField(max_length=200)
    at = models.CharField(max_length=10, blank=True)
    why = models.TextField(blank=True)
    place = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(a=models.F("b")), name="judgement_is_about_two_records"
            )
        ]


class Finding(models.Model):
    """Something that a reader should know before trusting a value.

    place: where it stands among all findings, the gravest first; known without looking at the others.
    """

    id = models.CharField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=40, db_index=True)
    severity = models.CharField(max_length=10, db_index=True)
    place = models.CharField(max_length=60, db_index=True)
    source = models.ForeignKey(SourceList, models.CASCADE, null=True, related_name="findings")
    params = models.JSONField(default=list)
    organisations = models.ManyToManyField(Organisation, related_name="findings")
    records = models.ManyToManyField(Record, related_name="findings")
    statements = models.ManyToManyField(Statement, related_name="findings")

    class Meta:
        ordering = ["place"]


class Facet(models.Model):
    """A value by which organisations are filtered and counted; `unknown` is a value of its own."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="facets")
    key = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        # Both orders hold all three columns: whoever counts a facet, alone or under filters, reads an index only.
        indexes = [models.Index(fields=["key", "value", "organisation"], name="facet_by_value")]
        constraints = [
            models.UniqueConstraint(fields=["key", "organisation", "value"], name="facet_stands_once")
        ]


class FileJudgement(models.Model):
    """A judgement of the operator's file as the last build read it; what is derived in between goes by these."""

    number = models.PositiveIntegerField(primary_key=True)
    a = models.TextField()
    b = models.TextField()
    relation = models.CharField(max_length=20)
    by = models.TextField()
    at = models.TextField()
    why = models.TextField()

    class Meta:
        ordering = ["number"]


class Frequency(models.Model):
    """How often a word, a concept or a piece of a name or address occurs among all records, where that tells anything."""

    NAMES, WORD, CONCEPT, SITE = "names", "word", "concept", "site"
    CROWDED_BLOCK, CROWDED_PIECE, CROWDED_SITE = "block", "piece", "site_piece"

    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=_LONGEST_TEXT)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="frequency_stands_once")]

    @staticmethod
    def key(text: str) -> str:
        """A text as it is stored: one too long for its column stands as its digest."""
        return text if len(text) <= _LONGEST_TEXT else sha256(text.encode()).hexdigest()


class FoundingYear(models.Model):
    """A number of the register and a founding year that belong together: by one name, or in one organisation."""

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=9)
    year = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "number", "year"], name="founding_year_by_number")]
