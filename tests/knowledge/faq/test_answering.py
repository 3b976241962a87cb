from __future__ import annotations

from knowledge.database.session import Database
from knowledge.faq.answering import Answer, NoAnswer, answer_of, find_answer
from knowledge.faq.certainty import Zone
from knowledge.faq.models import Article
from retrieval.searcher import Searcher


def _ask(
    database: Database, searcher: Searcher, question: str, language: str
) -> Answer | NoAnswer:
    with database.reading() as session:
        return find_answer(session, searcher, question=question, language=language)


def test_a_known_phrasing_is_answered(help_centre: Database, answers: Searcher) -> None:
    answer = _ask(help_centre, answers, "how do i return an item", "en")

    assert isinstance(answer, Answer)
    assert (answer.article_id, answer.zone) == ("returns", Zone.ANSWER)
    assert answer.text == "You have 30 days to send it back."


def test_chinese_is_answered_in_chinese(
    help_centre: Database, answers: Searcher
) -> None:
    answer = _ask(help_centre, answers, "我想退貨", "zh")

    assert isinstance(answer, Answer)
    assert answer.text == "签收后 30 天内可以退货。"
    assert not answer.other_language


def test_an_english_article_answers_chinese_and_says_so(
    help_centre: Database, answers: Searcher
) -> None:
    answer = _ask(help_centre, answers, "支付方式有哪些", "zh")

    assert isinstance(answer, Answer)
    assert (answer.article_id, answer.language) == ("payment", "en")
    assert answer.other_language


def test_the_customer_reads_his_own_language(
    help_centre: Database, answers: Searcher
) -> None:
    answer = _ask(help_centre, answers, "怎么退货", "en")

    assert isinstance(answer, Answer)
    assert answer.language == "en"


def test_strange_questions_get_no_answer(
    help_centre: Database, answers: Searcher
) -> None:
    for question in ("who won the world cup", "今天天气怎么样", "", "🙂", "?!"):
        assert isinstance(_ask(help_centre, answers, question, "en"), NoAnswer)


def test_a_withdrawn_article_answers_nobody(
    help_centre: Database, answers: Searcher
) -> None:
    with help_centre.writing() as session:
        article = session.get(Article, "returns")
        assert article is not None
        article.published_revision = None

    found = _ask(help_centre, answers, "how do i return an item", "en")

    assert not isinstance(found, Answer) or found.article_id != "returns"


def test_one_article_by_its_id(help_centre: Database) -> None:
    with help_centre.reading() as session:
        invoice = answer_of(session, "invoice", language="en")
        assert answer_of(session, "nothing", language="en") is None

    assert invoice is not None
    assert (invoice.language, invoice.other_language) == ("zh", True)
