"""What tables, fields and coded values are called, so that no column's name is ever on a screen.

Every table the log speaks of and every field of it has its words here (a test holds this). A field
that is called alike in all tables stands once; "table.field" where it is called otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshopdesk.i18n import N_, _
from workshopdesk.ui import words

TABLES = {
    "attachment": N_("File"), "attendance": N_("Attendance mark"),
    "budget_line": N_("Line of the budget"), "certificate": N_("Certificate"),
    "certificate_exception": N_("Exception to the rule for certificates"),
    "certificate_printing": N_("Printing of a certificate"),
    "certificate_series": N_("Series of certificate numbers"),
    "certificate_template": N_("Look of certificates"), "checklist_item": N_("Thing to prepare"),
    "consent": N_("Consent"), "currency_rate": N_("Exchange rate"), "district": N_("District"),
    "ethnic_family": N_("Ethno-linguistic family"), "ethnic_group": N_("Ethnic group"),
    "evaluation_result": N_("Answer of the evaluation"), "event": N_("Event"),
    "event_chair": N_("Chair"), "event_organisation": N_("Host or organiser"),
    "event_programme": N_("Programme of the event"), "event_template": N_("Model of an event"),
    "finding": N_("Finding"), "funder": N_("Funder"), "group_member": N_("Member of a group"),
    "group_wish": N_("Wish for groups"), "head_count": N_("Counted, not named"),
    "indicator": N_("Indicator"), "indicator_target": N_("Target"), "invitation": N_("Invitation"),
    "left_behind_group": N_("Left-behind group"), "list_layout": N_("Columns of a list"),
    "not_same_person": N_("Two people who are not one"), "office": N_("Issuing office"),
    "office_signer": N_("Who signs"), "organisation": N_("Organisation"),
    "organisation_type": N_("Type of organisation"), "paper_text": N_("Wording of a paper"),
    "payment_line": N_("Payment to a person"), "payment_list": N_("List of payments"),
    "payment_rate": N_("Rate of payment"), "person": N_("Person"),
    "person_contact": N_("Phone or e-mail"), "person_identifier": N_("Number of a person"),
    "person_left_behind_group": N_("Left-behind group of a person"),
    "person_sensitive": N_("Sensitive facts"), "position_rule": N_("Rule for positions"),
    "programme": N_("Programme"), "programme_funder": N_("Funder of a programme"),
    "province": N_("Province"), "registration": N_("Registration"),
    "report_form": N_("Form of a funder"), "role": N_("Role"), "saved_report": N_("Saved report"),
    "sent_report": N_("Report as sent"), "sent_report_file": N_("File of a report"),
    "session": N_("Session"), "session_part": N_("Part in a session"),
    "signing_key": N_("Signing key"), "work_group": N_("Group"),
}  # fmt: skip
"""What a record of each table is."""

FIELDS = {
    "abbreviation": N_("Abbreviation"), "active": N_("In use"), "age_said": N_("Age"),
    "age_said_on": N_("Day the age was said"), "allowed": N_("Gets a certificate"),
    "amount": N_("Amount"), "anchor": N_("Mark in the log"), "answer": N_("Answer"),
    "answered_on": N_("Day of the answer"), "answers": N_("Answers"), "asked_by": N_("Asked by"),
    "attachment_id": N_("File"), "basis_en": N_("Basis in English"),
    "basis_lo": N_("Basis in Lao"), "birth_date": N_("Date of birth"),
    "birth_year": N_("Year of birth"), "caption_en": N_("Caption in English"),
    "caption_lo": N_("Caption in Lao"), "certificate_half_days": N_("Half-days for a certificate"),
    "certificate_id": N_("Certificate"), "certificate_mask": N_("Numbers of certificates"),
    "certificate_roles_out": N_("Roles without a certificate"),
    "certificate_template_id": N_("Look of certificates"), "closed_on": N_("Day it was closed"),
    "code": N_("Code"), "cognition": N_("Remembering"), "committed": N_("Committed"),
    "communication": N_("Communicating"),
    "completion_percent": N_("Half-days that complete a participation, %"),
    "computed": N_("As computed"), "confidence": N_("How well attested"),
    "contact_minutes": N_("Minutes of contact"), "content": N_("Content"), "copy": N_("Copy"),
    "corrected": N_("As corrected"), "currency": N_("Currency"), "day": N_("Date"),
    "definition": N_("How it is counted"), "dimensions": N_("Divided by"),
    "disability_said": N_("Disability"), "distance_km": N_("Distance, km"),
    "district": N_("District"), "district_text": N_("District as on the list"),
    "done_on": N_("Day it was done"), "due": N_("Due"), "end": N_("End"),
    "ethnic_family": N_("Ethno-linguistic family"), "ethnic_group": N_("Ethnic group"),
    "event_id": N_("Event"), "event_title_en": N_("Event in English"),
    "event_title_lo": N_("Event in Lao"), "evidence_id": N_("Page that proves it"),
    "facilitator_id": N_("Group leader"), "family": N_("Ethno-linguistic family"),
    "figures": N_("Figures"), "fingerprint": N_("Look of the list"), "first_day": N_("First day"),
    "full_lo": N_("Full name in Lao"), "funder_id": N_("Funder"), "given": N_("Agreed"),
    "given_name": N_("Name"), "given_name_latin": N_("Name in Latin letters"),
    "grade": N_("Grade"), "group_id": N_("Group"), "half_day": N_("Half-day"),
    "half_days": N_("Half-days present"), "hearing": N_("Hearing"), "honorific": N_("Honorific"),
    "indicator_id": N_("Indicator"), "issued_on": N_("Day of issue"),
    "issuer_en": N_("Issuer in English"), "issuer_lo": N_("Issuer in Lao"), "kind": N_("Kind"),
    "kip": N_("Kip for one"), "language": N_("Language"), "last": N_("Newest number"),
    "last_day": N_("Last day"), "layout": N_("Look of the form"),
    "lessons_en": N_("Lessons in English"), "lessons_lo": N_("Lessons in Lao"),
    "level": N_("Level"), "list_id": N_("List of payments"), "locked": N_("Stays in the group"),
    "logo_id": N_("Logo"), "mapping": N_("Columns"), "mark": N_("Attendance"),
    "marks": N_("Places in the form"), "meals": N_("Meals"), "media_type": N_("Type of file"),
    "men": N_("Men"), "merged_into_id": N_("Became part of"), "name": N_("Name"),
    "name_en": N_("Name in English"), "name_latin": N_("Name in Latin letters"),
    "name_lo": N_("Name in Lao"), "nights": N_("Nights"), "not_said": N_("Sex not said"),
    "note": N_("Note"), "number": N_("Number"), "objectives_en": N_("Objectives in English"),
    "objectives_lo": N_("Objectives in Lao"), "office_id": N_("Issuing office"), "on": N_("Date"),
    "options": N_("What is paid"), "order": N_("Place in the order"),
    "organisation_id": N_("Organisation"), "organisation_text": N_("Unit / organisation"),
    "origin": N_("From province"), "other_id": N_("The other person"),
    "parent": N_("Belongs to"), "parent_id": N_("Belongs to"), "part": N_("Part"),
    "pattern": N_("Words in the position"), "pays": N_("Spent by payment lists"),
    "per_km": N_("For each kilometre"),
    "person_id": N_("Person"), "place_en": N_("Place in English"), "place_lo": N_("Place in Lao"),
    "planned": N_("Planned amount"), "position": N_("Position"),
    "primary_stakeholder": N_("Primary stakeholder"), "printed_at": N_("Printed at"),
    "private": N_("Secret part"), "programme_id": N_("Programme"), "province": N_("Province"),
    "province_text": N_("Province as on the list"), "public": N_("Public part"),
    "purpose": N_("Purpose"), "question_en": N_("Question in English"),
    "question_lo": N_("Question in Lao"), "rank": N_("Rank"),
    "rapporteur_id": N_("Group secretary"),
    "reason": N_("Reason"), "recipient": N_("Recipient"), "recommendation": N_("Recommendation"),
    "reference_number": N_("Reference number"), "region": N_("Region"),
    "registration_id": N_("Participant"), "replaces_id": N_("In place of"),
    "report_language": N_("Language of reports"), "responsible": N_("Responsible"),
    "retention_years": N_("Years people stay known"), "revoked_on": N_("Day of revoking"),
    "role": N_("Role"), "room": N_("Room"), "scope": N_("What it is about"),
    "seats": N_("Seats"), "sector": N_("Sector"), "seeing": N_("Seeing"),
    "self_care": N_("Self-care"), "sent_on": N_("Day it was sent"),
    "sent_report_id": N_("Report as sent"), "sequence": N_("Number in its series"),
    "series": N_("Series"), "series_id": N_("Series"), "session_id": N_("Session"),
    "set_code": N_("Set of indicators"), "sex": N_("Sex"), "sha256": N_("Fingerprint of the file"),
    "share_percent": N_("Share of the cost, %"), "size": N_("Size"), "slot": N_("Kind"),
    "source": N_("Source"), "spent": N_("Spent"), "start": N_("Start"), "state": N_("Status"),
    "state_lines_en": N_("State header in English"), "state_lines_lo": N_("State header in Lao"),
    "statement": N_("What its QR code holds"), "status": N_("Status"),
    "summary_en": N_("Course of the event in English"),
    "summary_lo": N_("Course of the event in Lao"), "supplement_to_id": N_("Supplement to"),
    "surname": N_("Surname"), "surname_latin": N_("Surname in Latin letters"),
    "target": N_("Target"), "text": N_("Words"), "text_en": N_("Who, in English"),
    "text_lo": N_("Who, in Lao"), "title": N_("Title as printed"),
    "title_en": N_("Title in English"), "title_lo": N_("Title in Lao"),
    "topic_en": N_("Topic in English"), "topic_lo": N_("Topic in Lao"), "type": N_("Type"),
    "unit": N_("Unit"), "value": N_("Value"), "variants": N_("Other spellings"),
    "venue_en": N_("Venue in English"), "venue_lo": N_("Venue in Lao"),
    "village": N_("Village"), "visibility_en": N_("Sentence on papers in English"),
    "visibility_lo": N_("Sentence on papers in Lao"), "walking": N_("Walking"),
    "way": N_("Printed or saved"), "women": N_("Women"),
}  # fmt: skip
"""What a field is called."""

_DIFFICULTIES: dict[object, str] = {
    1: N_("No difficulty"), 2: N_("Some difficulty"), 3: N_("A lot of difficulty"),
    4: N_("Cannot do it at all"),
}  # fmt: skip
_LANGUAGES: dict[object, str] = {
    "lo": N_("Lao"),
    "en": N_("English"),
    "lo-en": N_("Lao and English"),
}

CODES: dict[str, dict[object, str]] = {
    "attachment.kind": {
        "logo": N_("Logo"), "attendance": N_("Attendance page"), "photo": N_("Photo"),
        "report": N_("Report"), "form": N_("Form of a funder"),
    },
    "attendance.mark": {
        "present": N_("Present"), "late": N_("Late"), "absent": N_("Absent"),
        "excused": N_("Excused"),
    },
    "attendance.source": {"typed": N_("Typed"), "scanned": N_("Scanned"), "badge": N_("Badge")},
    "certificate.state": {
        "issued": N_("Issued"), "reissued": N_("Issued again"), "revoked": N_("Revoked"),
    },
    "consent.purpose": {
        "list": N_("Lists and papers"), "photo": N_("Photos"), "contact": N_("Being contacted"),
        "sensitive": N_("Sensitive facts"),
    },
    "district.kind": {"district": N_("District"), "city": N_("City")},
    "event_organisation.kind": {"host": N_("Host"), "organiser": N_("Organiser")},
    "funder.report_language": _LANGUAGES,
    "group_wish.kind": {"together": N_("Together"), "apart": N_("Apart")},
    "invitation.answer": {"yes": N_("Comes"), "no": N_("Does not come")},
    "organisation.level": {
        "central": N_("Central"), "province": N_("Province"), "district": N_("District"),
        "village": N_("Village"),
    },
    "paper_text.language": _LANGUAGES,
    "payment_rate.kind": {
        "per_diem": N_("Per diem"), "transport": N_("Transport"),
        "accommodation": N_("Accommodation"), "meal": N_("Meal"),
    },
    "person.sex": {"F": N_("Female"), "M": N_("Male")},
    "person_contact.kind": {"phone": N_("Phone"), "email": N_("E-mail")},
    "registration.state": {
        "promised": N_("Seat kept"), "invited": N_("Invited"), "confirmed": N_("Confirmed"),
        "registered": N_("Registered"), "cancelled": N_("Cancelled"),
    },
    "session_part.part": {
        "chair": N_("Chair"), "presenter": N_("Presenter"), "facilitator": N_("Facilitator"),
        "rapporteur": N_("Rapporteur"), "mc": N_("Master of ceremonies"),
        "interpreter": N_("Interpreter"),
    },
    **{f"person_sensitive.{name}": _DIFFICULTIES
       for name in ("seeing", "hearing", "walking", "cognition", "self_care", "communication")},
}  # fmt: skip
"""Values that are codes, by "table.field": message of each."""

_SAID_ELSEWHERE: dict[str, Callable[[], Sequence[tuple[str, str]]]] = {
    "event.kind": words.kinds, "event.status": words.statuses, "session.kind": words.session_kinds,
}  # fmt: skip

LONG = frozenset(
    ("content", "definition", "dimensions", "mapping", "answers", "computed", "corrected",
     "options", "scope", "figures", "marks", "statement", "anchor", "sha256", "fingerprint",
     "layout", "public", "private")
)  # fmt: skip
"""Fields written for the program and not for people: told as changed, never shown."""


def table(name: str) -> str:
    """What a record of a table is, in the screen's language."""
    return _(TABLES[name])


def field(table_name: str, name: str) -> str:
    """What a field of a table is called."""
    return _(FIELDS.get(f"{table_name}.{name}") or FIELDS[name])


def code(table_name: str, name: str, value: object) -> str | None:
    """The words of a coded value; None where the field holds none, or one of another version."""
    place = f"{table_name}.{name}"
    if place in _SAID_ELSEWHERE:
        return dict(_SAID_ELSEWHERE[place]()).get(str(value))
    message = CODES.get(place, {}).get(value)
    return None if message is None else _(message)
