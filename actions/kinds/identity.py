"""Who the customer is: an e-mail address, or a name and a postal code."""

from __future__ import annotations

from actions.dialogue import OpenTask
from actions.kinds.kind import AnswerKind, Half, Reading, Unfit, Value
from actions.tasks.definition import Question
from actions.turn import Turn
from knowledge.conversations import identity
from knowledge.customers.errors import NotIdentified, TooManyAttempts
from knowledge.customers.models import is_han
from knowledge.customers.service import Claim, identify


class Identity(AnswerKind):
    """Looks up whom the customer claims to be; three failures lead to a person."""

    def read(
        self, turn: Turn, task: OpenTask, question: Question, *, asked: bool
    ) -> Reading:
        """A customer id, after it has been noted in the conversation."""
        claim = _claim(turn, _earlier(turn), asked=asked)
        if not claim.complete:
            return _missing(claim) if asked else None
        if turn.attempts >= turn.services.settings.identification_attempts:
            raise TooManyAttempts()
        return _look_up(turn, claim)


def _look_up(turn: Turn, claim: Claim) -> Reading:
    at = turn.services.clock()
    try:
        customer_id = identify(turn.session, claim)
    except NotIdentified:
        with turn.writing() as session:
            attempts = identity.failed(session, turn.conversation_id)
        if attempts >= turn.services.settings.identification_attempts:
            raise TooManyAttempts() from None
        return Unfit("utter_not_identified")
    with turn.writing() as session:
        identity.set_customer(
            session,
            turn.conversation_id,
            customer_id=customer_id,
            level="matched",
            at=at,
        )
    turn.identified(customer_id, "matched")
    return Value(customer_id)


def _claim(turn: Turn, earlier: Claim, *, asked: bool) -> Claim:
    """What the message says, completed by what an earlier one said."""
    guess = _bare_name(turn) if asked and not earlier.name else None
    name = turn.value("person_name") or guess
    return Claim(
        email=turn.value("email"),
        name=name or earlier.name,
        postal_code=turn.value("postal_code") or earlier.postal_code,
    )


def _bare_name(turn: Turn) -> str | None:
    """ "Emma Clarke 10001" without "my name is": what is left beside the code."""
    if turn.intent not in ("inform", "nlu_fallback", "choose_item"):
        return None
    rest = turn.text
    for mention in sorted(turn.mentions, key=lambda found: -found.start):
        if mention.entity in ("postal_code", "phone", "quantity", "order_number"):
            rest = rest[: mention.start] + " " + rest[mention.end :]
    words = [word for word in rest.replace(",", " ").replace("，", " ").split() if word]
    sure = bool(turn.value("postal_code"))
    if any(word.casefold() in _NO_NAMES for word in words):
        return None
    looks = 0 < len(words) <= 4 and all(_is_name(word, sure=sure) for word in words)
    return " ".join(words) if looks else None


# Words that stand beside a postal code or an answer without being a name.
_NO_NAMES = frozenset(
    """
    my zip code is it its the a an post postal postcode and i you no yes ok order number
    邮编 邮编是 我的 邮政编码 邮政编码是 是 我的邮编是 不知道 没有
    """.split()  # noqa: SIM905  a text of words reads better than a list
)


def _is_name(word: str, *, sure: bool) -> bool:
    """Beside a postal code any word may be a name; alone it has to look like one."""
    if not all(letter.isalpha() or letter in "'’-." for letter in word):
        return False
    return sure or word[0].isupper() or is_han(word[0])


def _earlier(turn: Turn) -> Claim:
    known = turn.dialogue.claim
    return Claim(name=known.get("name"), postal_code=known.get("postal_code"))


def _missing(claim: Claim) -> Reading:
    if claim.name:
        return Half({"name": claim.name}, "utter_ask_postal_code")
    if claim.postal_code:
        return Half({"postal_code": claim.postal_code}, "utter_ask_name")
    return None
