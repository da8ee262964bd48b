"""What people type, and which pack of the generated catalogue they mean."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.support.many_packs import Spec

BY_HAND = [
    # The words themselves, in any order, with or without the small ones
    ("month end close dental clinics", "month-end-close-dental-clinics"),
    ("how do I do the vat return for a brewery", "vat-return-craft-breweries"),
    ("hotels payroll", "payroll-run-hotels"),
    ("grant application for charities", "grant-application-charities"),
    ("museum board report", "board-report-museums"),
    ("Menu Planning, Restaurants", "menu-planning-restaurants"),
    ("wine list for vineyards", "wine-list-vineyards"),
    ("bakery recipe costs", "recipe-costing-bakeries"),
    ("zoos fire drill", "fire-drill-zoos"),
    ("lesson plans primary school", "lesson-plan-primary-schools"),
    ("patient intake veterinarian", "patient-intake-veterinarians"),
    ("code reviews for radio stations", "code-review-radio-stations"),
    ("library reading lists", "reading-list-libraries"),
    ("rota for hospices", "shift-rota-hospices"),
    # Inflections
    ("closing month ends for a florist", "month-end-close-florists"),
    ("reconciling the bank for a garage", "bank-reconciliation-garages"),
    ("drafting wills law firm", "will-drafting-law-firms"),
    ("planned routes couriers", "route-planning-couriers"),
    ("cleaned data laboratory", "data-cleaning-laboratories"),
    ("designing dashboards for airlines", "dashboard-design-airlines"),
    ("maintaining machines in sawmills", "machine-maintenance-sawmills"),
    # Other words for the same
    ("period close gyms", "month-end-close-gyms"),
    ("close the books pharmacies", "month-end-close-pharmacies"),
    ("monthly close butchers", "month-end-close-butchers"),
    ("bank rec tailors", "bank-reconciliation-tailors"),
    ("wages run ferries", "payroll-run-ferries"),
    ("sales tax return opticians", "vat-return-opticians"),
    ("gst return spas", "vat-return-spas"),
    ("budget for choirs", "budget-forecast-choirs"),
    ("liquidity planning shipyards", "cash-flow-planning-shipyards"),
    ("purchase ledger galleries", "supplier-invoices-galleries"),
    ("dunning caterers", "payment-reminders-caterers"),
    ("chase payments printers", "payment-reminders-printers"),
    ("reimbursements couriers", "expense-claims-couriers"),
    ("annual close railways", "annual-accounts-railways"),
    ("agreement review insurers", "contract-review-insurers"),
    ("redline contracts for magazines", "contract-review-magazines"),
    ("tenancy renewal hostels", "lease-renewal-hostels"),
    ("gdpr notice for hairdressers", "privacy-notice-hairdressers"),
    ("bid response solar installers", "tender-response-solar-installers"),
    ("recruitment advert job cafes", "job-advert-cafes"),
    ("induction plan warehouses", "onboarding-plan-warehouses"),
    ("email campaign theatres", "newsletter-theatres"),
    ("media release orchestras", "press-release-orchestras"),
    ("youtube titles aquariums", "video-titles-aquariums"),
    ("audio show script archives", "podcast-script-archives"),
    ("defect triage airports", "bug-triage-airports"),
    ("outage report water utilities", "incident-report-water-utilities"),
    ("meeting notes golf courses", "meeting-minutes-golf-courses"),
    ("customer service complaints locksmiths", "complaint-handling-locksmiths"),
    # Slips of the finger and of the pen
    ("moth end close stables", "month-end-close-stables"),
    ("bank reconcilliation cinemas", "bank-reconciliation-cinemas"),
    ("payrol run kennels", "payroll-run-kennels"),
    ("invioces suppliers nurseries", "supplier-invoices-nurseries"),
    ("alergen labels delicatesens", "allergen-labels-delicatessens"),
    ("grant aplication universites", "grant-application-universities"),
    ("saftey inspection swiming pools", "safety-inspection-swimming-pools"),
    ("insurence claim rofers", "insurance-claim-roofers"),
    ("apointment reminders physiotherapist", "appointment-reminders-physiotherapists"),
    ("keywrod research chocolateirs", "keyword-research-chocolatiers"),
    ("tradmark search jewelers", "trademark-search-jewellers"),
    ("room cleaning campsits", "room-cleaning-campsites"),
    ("maintainance machine foundrys", "machine-maintenance-foundries"),
    ("custommer survey bookshop", "customer-survey-bookshops"),
    # Not typed to the end
    ("month end close vin", "month-end-close-vineyards"),
    ("payroll run pho", "payroll-run-photographers"),
    ("risk reg", "risk-register-"),
    ("press release ski r", "press-release-ski-resorts"),
]


def generated(specs: Sequence[Spec], number: int) -> Iterator[tuple[str, str]]:
    """Queries by a fixed seed: as named, turned round, misspelt once, misspelt twice, cut short."""
    random = Random("queries")  # noqa: S311 - the same for everybody is what is wanted
    for place in range(number):
        spec = random.choice(specs)
        words = f"{spec.job} {spec.trade} {spec.region}".split()
        form = place % 5
        if form == 1:
            random.shuffle(words)
        for _slip in range({2: 1, 3: 2}.get(form, 0)):
            chosen = random.randrange(len(words))
            words[chosen] = _misspelt(words[chosen], random)
        text = spec.name if form == 0 else " ".join(words)
        yield (text[:-2] if form == 4 else f"{text} "), spec.name


def _misspelt(word: str, random: Random) -> str:
    """A letter missing, doubled, swapped with the next, or wrong; the first is right, as it mostly is."""
    if len(word) < 5:
        return word
    place = random.randrange(1, len(word) - 1)
    return random.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + random.choice("aeioustrn") + word[place + 1 :],
        ]
    )
