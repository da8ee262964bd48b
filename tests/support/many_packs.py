"""A catalogue of any size, always the same: a job for each trade, in each region.

The first 10,000 packs are a hundred jobs for a hundred trades; every further 10,000 are the same in another
region.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from random import Random
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Model, OuterRef, Subquery
from django.utils import timezone

from registry.models import (
    Component,
    Pack,
    PackFacet,
    Posting,
    Publisher,
    Release,
    SearchGram,
    SearchTerm,
    SearchWord,
    User,
)
from registry.search.document import impacts_of
from registry.search.facets import CLAUDE_CODE
from registry.search.spelling import grams_of
from registry.search.trust import NO_WARNING
from registry.search.words import STOP_WORDS, stem, words_of

JOBS = """
month end close; bank reconciliation; payroll run; expense claims; vat return; budget forecast; cash flow
planning; fixed asset register; supplier invoices; payment reminders; stock take; audit preparation; board
report; grant application; annual accounts; credit check; loan request; donation receipts; contract review;
lease renewal; complaint handling; privacy notice; trademark search; dispute letter; will drafting; tender
response; insurance claim; accident report; safety inspection; fire drill; risk register; permit renewal;
energy report; waste plan; fleet schedule; route planning; shift rota; holiday calendar; job advert;
interview guide; onboarding plan; appraisal form; exit interview; training course; lesson plan; exam
marking; reading list; field trip; parent letter; patient intake; discharge summary; appointment reminders;
treatment plan; referral letter; lab results; menu planning; recipe costing; table booking; wine list;
allergen labels; kitchen cleaning; room cleaning; guest welcome; tour itinerary; ticket sales; seating plan;
venue hire; sponsor pitch; press release; newsletter; social media posts; video titles; podcast script;
photo captions; product photos; brand guide; landing page; keyword research; customer survey; loyalty
scheme; refund policy; delivery notes; packing slips; warranty claims; spare parts; repair quotes; service
history; machine maintenance; quality control; batch record; sample testing; data cleaning; dashboard
design; code review; bug triage; release notes; incident report; backup drill; password policy; meeting
minutes
"""
TRADES = """
dental clinics; craft breweries; charities; law firms; primary schools; hotels; dairy farms; gyms;
restaurants; shipping companies; museums; bakeries; vineyards; pharmacies; bookshops; florists; garages;
architects; surveyors; plumbers; electricians; roofers; painters; carpenters; landscapers; nurseries;
kennels; stables; zoos; aquariums; cinemas; theatres; orchestras; choirs; galleries; libraries; archives;
universities; language schools; driving schools; swimming pools; golf courses; ski resorts; campsites;
hostels; travel agencies; airlines; airports; taxi firms; bus operators; railways; ferries; couriers;
warehouses; supermarkets; butchers; fishmongers; greengrocers; delicatessens; chocolatiers; cafes; food
trucks; caterers; wedding planners; photographers; videographers; record labels; radio stations; newspapers;
magazines; publishers; printers; sign makers; tailors; shoemakers; jewellers; watchmakers; opticians;
hairdressers; spas; physiotherapists; psychologists; midwives; hospices; care homes; hospitals;
veterinarians; laboratories; foundries; shipyards; sawmills; quarries; wind parks; solar installers; water
utilities; recyclers; locksmiths; accountants; insurers; estate agents
"""
REGIONS = ("", "ireland", "france", "kenya", "peru", "norway", "japan", "chile", "canada", "india")
_OPENINGS = (
    "Everything for",
    "A calm way through",
    "Step by step",
    "Done the same way every time:",
    "Reliable",
)
_ENDINGS = (
    "with every check written down",
    "and the proof that it was done",
    "without forgetting anything",
    "on time",
)
_PARTS = (
    "checklist",
    "first-draft",
    "review",
    "questions-to-ask",
    "figures",
    "template",
    "reviewer",
    "reminders",
)
_KINDS = ("skill", "skill", "skill", "memory", "agent", "loop", "eval", "example", "command")
_LICENCES = ("Apache-2.0", "Apache-2.0", "MIT", "CC-BY-4.0")
_SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we"),
    *("xi", "yo", "zu", "bran", "clem", "dort", "fresk", "glim"),
)
_OTHER_WORDS = 20_000
_CHUNK = 500

Row = tuple[str | int, ...]


class Spec(NamedTuple):
    """What a generated pack is about."""

    job: str
    trade: str
    region: str

    @property
    def name(self) -> str:
        return "-".join(f"{self.job} {self.trade} {self.region}".split())


def specs() -> Iterator[Spec]:
    """Every pack that can be made, in order; a hundred thousand."""
    jobs, trades = _phrases(JOBS), _phrases(TRADES)
    for region in REGIONS:
        for trade in trades:
            for job in jobs:
                yield Spec(job, trade, region)


def make_catalogue(size: int) -> list[Spec]:
    """Write the first `size` packs, indexed, and return what they are about."""
    user = User.objects.create_user("generator")
    publisher = Publisher.objects.create(handle="generated", display_name="Generated")
    made = list(islice(specs(), size))
    known: set[str] = set()
    terms: dict[str, SearchTerm] = {}
    for start in range(0, size, _CHUNK):
        _write(made[start : start + _CHUNK], publisher, user, known, terms)
    counted = Posting.objects.filter(term=OuterRef("pk")).values("term").annotate(packs=Count("pk"))
    SearchTerm.objects.update(packs=Subquery(counted.values("packs")))
    return made


def _write(
    chunk: Sequence[Spec], publisher: Publisher, user: User, known: set[str], terms: dict[str, SearchTerm]
) -> None:
    texts = [_texts(spec) for spec in chunk]
    now = timezone.now()
    times = [now + timedelta(microseconds=number) for number in range(len(chunk))]
    packs = Pack.objects.bulk_create(
        Pack(
            name=spec.name,
            publisher=publisher,
            latest_version="1.0.0",
            summary=found["summary"][0],
            keywords=found["keywords"],
            updated_at=time,
        )
        for spec, found, time in zip(chunk, texts, times, strict=True)
    )
    releases = Release.objects.bulk_create(
        Release(
            pack=pack,
            version="1.0.0",
            sort_key="1",
            archive_digest=f"sha256:{hashlib.sha256(pack.name.encode()).hexdigest()}",
            tree_digest=f"sha256:{hashlib.sha256(pack.name[::-1].encode()).hexdigest()}",
            size=1000,
            unpacked_size=2000,
            file_count=5,
            summary=found["summary"][0],
            licence=found["licence"][0],
            manifest={"name": pack.name},
            files=[],
            published_at=pack.updated_at,
            published_by=user,
        )
        for pack, found in zip(packs, texts, strict=True)
    )
    newest = Release.objects.filter(pack=OuterRef("pk")).values("pk")
    Pack.objects.filter(latest=None).update(latest=Subquery(newest))
    _index(packs, releases, texts, known, terms)


def _index(
    packs: Sequence[Pack],
    releases: Sequence[Release],
    texts: Sequence[dict[str, list[str]]],
    known: set[str],
    terms: dict[str, SearchTerm],
) -> None:
    components: list[Row] = []
    impacts: list[dict[str, int]] = []
    facets: list[Row] = []
    for pack, release, found in zip(packs, releases, texts, strict=True):
        kinds, licence = found.pop("kinds"), found.pop("licence")
        components += [
            (release.pk, kind, name, f"{kind}s/{name}/", "", "", 0, 0)
            for kind, name in zip(kinds, found["components"], strict=True)
        ]
        impacts.append(impacts_of(found))
        values = {("licence", licence[0]), ("profession", found["professions"][0])}
        values |= {("kind", kind) for kind in kinds} | {("agent", CLAUDE_CODE), ("trust", NO_WARNING)}
        facets += [(pack.pk, facet, value) for facet, value in sorted(values)]
    _insert(Component, components)
    _know({text for found in impacts for text in found}, terms)
    postings = [
        (terms[text].pk, pack.pk, impact)
        for pack, found in zip(packs, impacts, strict=True)
        for text, impact in found.items()
    ]
    _insert(Posting, postings)
    _insert(PackFacet, facets)
    _learn(
        (word for found in texts for group in found.values() for text in group for word in words_of(text)),
        known,
    )


def _know(texts: set[str], terms: dict[str, SearchTerm]) -> None:
    new = sorted(texts - terms.keys())
    terms.update(zip(new, SearchTerm.objects.bulk_create(SearchTerm(text=text) for text in new), strict=True))


def _learn(words: Iterable[str], known: set[str]) -> None:
    new = sorted(set(words) - STOP_WORDS - known)
    known.update(new)
    learnt = SearchWord.objects.bulk_create(SearchWord(text=text, stem=stem(text)) for text in new)
    _insert(SearchGram, [(gram, word.pk) for word in learnt for gram in sorted(grams_of(word.text))])


def _insert(model: type[Model], rows: Sequence[Row]) -> None:
    """Write rows, of which each has a value for every column but the first, in their order.

    There are a million of them: as objects, they would take longer than all that is asked of them.
    """
    columns = [field.column for field in model._meta.concrete_fields[1:]]
    values = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({values})", rows
        )


def _texts(spec: Spec) -> dict[str, list[str]]:
    random = Random(spec.name)  # noqa: S311 - the same for everybody is what is wanted
    kinds = sorted(random.sample(range(len(_KINDS)), random.randint(2, 6)))
    trade = spec.trade.split()[-1]
    summary = f"{random.choice(_OPENINGS)} {spec.job} for {spec.trade} {random.choice(_ENDINGS)}"
    return {
        "name": [spec.name],
        "keywords": [spec.job, *random.sample(_PARTS, 2)],
        "professions": [trade],
        "summary": [f"{summary} in {spec.region}" if spec.region else summary],
        "components": [f"{random.choice(_PARTS)}-{number}" for number in kinds],
        "publisher": ["generated"],
        "details": [f"What to do about {spec.job}, and what {trade} often forget", _other_words(random)],
        "kinds": [_KINDS[number] for number in kinds],
        "licence": [random.choice(_LICENCES)],
    }


def _other_words(random: Random) -> str:
    """A dozen words of a large vocabulary, some often and most seldom, as the words of a language are."""
    ranks = (int(_OTHER_WORDS ** random.random()) for _ in range(12))
    return " ".join(_coined(rank) for rank in ranks)


def _coined(rank: int) -> str:
    word, size = "", len(_SYLLABLES)
    while rank or len(word) < 4:
        rank, place = divmod(rank, size)
        word += _SYLLABLES[place]
    return word


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(";")]
