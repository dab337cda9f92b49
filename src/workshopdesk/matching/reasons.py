"""Evidence in words, for the person who decides; hides nothing but the order of the reasons."""

from __future__ import annotations

from workshopdesk.i18n import _
from workshopdesk.matching.evidence import Evidence, NameFit
from workshopdesk.matching.names import Likeness


def in_words(evidence: Evidence) -> tuple[str, ...]:
    """The reasons for and against, those for it first, in the screen's language."""
    return (*_for(evidence), *_against(evidence))


def _for(evidence: Evidence) -> list[str]:
    said = [_name_reason(evidence.name)]
    said += [_("the same phone")] if evidence.phone else []
    said += [_("the same identifier")] if evidence.identifier else []
    if evidence.organisation and evidence.province:
        said.append(_("the same organisation and province"))
    elif evidence.organisation:
        said.append(_("the same organisation"))
    elif evidence.province:
        said.append(_("the same province"))
    said += [_("the same home")] if evidence.village else []
    said.append(_birth_reason(evidence.birth))
    return [reason for reason in said if reason]


def _name_reason(fit: NameFit) -> str:
    likenesses = [fit.given] if fit.surname is None else [fit.given, fit.surname]
    least = min(likenesses)
    if fit.swapped:
        return _("given name and surname exchanged")
    if least is Likeness.EQUAL:
        return _("the same name")
    if least is Likeness.SPELLING or (least is Likeness.SOUND and not fit.across):
        return _("the same name, spelled otherwise")
    if fit.across and least >= Likeness.SLIP:
        return _("a Lao and a Latin name that sound alike")
    if least >= Likeness.SLIP:
        return _("a similar name, perhaps mistyped")
    if fit.given >= Likeness.SLIP:
        return _("the same given name")
    if fit.surname is not None and fit.surname >= Likeness.SLIP:
        return _("the same surname")
    return ""


def _birth_reason(birth: Likeness | None) -> str:
    match birth:
        case Likeness.EQUAL:
            return _("the same birthday")
        case Likeness.SPELLING:
            return _("nearly the same birthday")
        case Likeness.SOUND:
            return _("the same year of birth")
        case _:
            return ""


def _against(evidence: Evidence) -> list[str]:
    fit = evidence.name
    said = []
    if not fit.swapped and fit.given is Likeness.OTHER:
        said.append(_("against: another given name"))
    if not fit.swapped and fit.surname is Likeness.OTHER:
        said.append(_("against: another surname"))
    said += [_("against: another sex")] if evidence.same_sex is False else []
    said += [_("against: another phone")] if evidence.phone is False else []
    said += [_("against: another identifier")] if evidence.identifier is False else []
    if evidence.birth in (Likeness.NEAR, Likeness.OTHER):
        said.append(_("against: another year of birth"))
    said += [_("against: another province")] if evidence.province is False else []
    return said
