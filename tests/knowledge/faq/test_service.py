"""Drafting, revising, publishing and withdrawing articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database.session import Database
from knowledge.faq import queries, service
from knowledge.faq.errors import (
    ArticleEmpty,
    ArticleIdTaken,
    ArticleIncomplete,
    ArticleNotFound,
    ArticleNotPublished,
    ArticleTooLong,
    CategoryMissing,
    FactsUnknown,
    RevisionOutdated,
)
from knowledge.faq.models import Article, ShopFact
from knowledge.faq.queries import ArticleStatus
from knowledge.faq.words import LONGEST_ANSWER, Words
from knowledge.staff.queries import audit_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

COMPLETE = Words(
    question={"en": "How long can I return?", "zh": "多久内可以退货?"},
    answer={"en": "Within {{return_days}}.", "zh": "{{ return_days }}内。"},
    variants={"en": ["return window", "Return Window", ""], "zh": ["退货期限"]},
)


@pytest.fixture
def database(database: Database) -> Database:
    """The shop knows two facts."""
    with database.writing() as session:
        for key, kind, value in (("return_days", "days", 30), ("fee", "money", 500)):
            label = {"en": key, "zh": key}
            session.add(
                ShopFact(key=key, kind=kind, value=value, label=label, updated_at=NOW)
            )
    return database


def a_draft(database: Database, words: Words = COMPLETE) -> Article:
    with database.writing() as session:
        return service.draft(
            session, category="returns", words=words, author="Eve", at=NOW
        )


def publish(database: Database, article_id: str, number: int) -> None:
    with database.writing() as session:
        service.publish(session, article_id, number=number, at=NOW)


def revise(database: Database, words: Words, *, based_on: int) -> int:
    with database.writing() as session:
        revision = service.revise(
            session,
            "how-long-can-i-return",
            words=words,
            based_on=based_on,
            author="Max",
            at=NOW + timedelta(minutes=1),
        )
    return revision.number


def changed(answer: str) -> Words:
    return Words(COMPLETE.question, {"en": answer, "zh": answer}, COMPLETE.variants)


def status(database: Database) -> ArticleStatus:
    with database.reading() as session:
        (row,) = queries.rows(session)
        return row.status


class TestDraft:
    def test_is_named_after_its_question_and_no_customer_sees_it(
        self, database: Database
    ) -> None:
        assert a_draft(database).id == "how-long-can-i-return"
        assert status(database) is ArticleStatus.DRAFT

    def test_a_second_one_with_the_same_question_gets_a_number(
        self, database: Database
    ) -> None:
        a_draft(database)
        assert a_draft(database).id == "how-long-can-i-return-2"

    def test_a_chinese_question_is_named_after_its_category(
        self, database: Database
    ) -> None:
        assert a_draft(database, Words({"zh": "怎么退货?"}, {})).id == "returns"

    def test_variants_said_twice_are_kept_once(self, database: Database) -> None:
        a_draft(database)
        with database.reading() as session:
            (row,) = queries.rows(session)
        assert row.latest.variants == {"en": ["return window"], "zh": ["退货期限"]}

    @pytest.mark.parametrize(
        ("words", "error"),
        [
            (Words({"en": "  "}, {"en": "An answer."}), ArticleEmpty),
            (Words({"en": "Q"}, {"en": "{{shipping_fee}}"}), FactsUnknown),
            (Words({"en": "Q"}, {"en": "{{}}"}), FactsUnknown),
            (Words({"en": "Q"}, {"en": "a" * (LONGEST_ANSWER + 1)}), ArticleTooLong),
            (Words({"en": "q" * 301}, {}), ArticleTooLong),
            (
                Words({"en": "Q"}, {}, {"en": [f"{n}" for n in range(41)]}),
                ArticleTooLong,
            ),
        ],
    )
    def test_refuses(
        self, database: Database, words: Words, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            a_draft(database, words)

    def test_needs_a_category_and_an_id_of_its_own(self, database: Database) -> None:
        a_draft(database)
        with database.writing() as session:
            with pytest.raises(CategoryMissing):
                service.draft(
                    session, category=" ", words=COMPLETE, author="Eve", at=NOW
                )
            with pytest.raises(ArticleIdTaken):
                service.draft(
                    session,
                    category="returns",
                    words=COMPLETE,
                    author="Eve",
                    at=NOW,
                    article_id="how-long-can-i-return",
                )


class TestRevise:
    def test_appends_and_leaves_the_published_words_alone(
        self, database: Database
    ) -> None:
        article = a_draft(database)
        publish(database, article.id, 1)
        assert revise(database, changed("Within 14 days."), based_on=1) == 2
        with database.reading() as session:
            first = queries.revision(session, article.id, 1)
            (row,) = queries.rows(session)
        assert first is not None
        assert first.answer["en"] == "Within {{return_days}}."
        assert row.article.published_revision == 1
        assert row.latest.answer["en"] == "Within 14 days."
        assert row.has_unpublished_words

    def test_an_outdated_edit_is_refused_and_nothing_is_lost(
        self, database: Database
    ) -> None:
        a_draft(database)
        revise(database, changed("Max was first."), based_on=1)
        with pytest.raises(RevisionOutdated) as refusal:
            revise(database, changed("Eve was second."), based_on=1)
        assert refusal.value.facts["author"] == "Max"
        assert refusal.value.facts["latest"] == 2
        with database.reading() as session:
            (row,) = queries.rows(session)
        assert row.latest.answer["en"] == "Max was first."

    def test_saving_the_same_words_makes_no_revision(self, database: Database) -> None:
        a_draft(database)
        assert revise(database, COMPLETE, based_on=1) == 1

    def test_of_an_unknown_article(self, database: Database) -> None:
        with pytest.raises(ArticleNotFound):
            revise(database, COMPLETE, based_on=1)


class TestPublish:
    def test_waits_for_the_index_and_is_live_when_the_index_has_it(
        self, database: Database
    ) -> None:
        article = a_draft(database)
        publish(database, article.id, 1)
        assert status(database) is ArticleStatus.INDEXING
        with database.writing() as session:
            held = queries.article_by_id(session, article.id)
            assert held is not None
            held.indexed_revision = 1
        assert status(database) is ArticleStatus.LIVE

    @pytest.mark.parametrize(
        ("words", "missing"),
        [
            (Words({"en": "Q"}, {"en": "A"}), ["question.zh", "answer.zh"]),
            (Words({"en": "Q", "zh": "问"}, {"zh": "答"}), ["answer.en"]),
        ],
    )
    def test_names_what_is_missing_in_either_language(
        self, database: Database, words: Words, missing: list[str]
    ) -> None:
        article = a_draft(database, words)
        with pytest.raises(ArticleIncomplete) as refusal:
            publish(database, article.id, 1)
        assert refusal.value.facts["missing"] == missing

    def test_of_words_that_somebody_has_changed_is_refused(
        self, database: Database
    ) -> None:
        article = a_draft(database)
        revise(database, changed("Newer."), based_on=1)
        with pytest.raises(RevisionOutdated):
            publish(database, article.id, 1)

    def test_checks_the_facts_again(self, database: Database) -> None:
        article = a_draft(database)
        with database.writing() as session:
            for fact in queries.shop_facts(session):
                session.delete(fact)
        with pytest.raises(FactsUnknown) as refusal:
            publish(database, article.id, 1)
        assert refusal.value.facts["keys"] == ["return_days"]

    def test_is_logged_once_even_if_pressed_twice(self, database: Database) -> None:
        article = a_draft(database)
        publish(database, article.id, 1)
        publish(database, article.id, 1)
        with database.reading() as session:
            actions = [e.action for e in audit_of(session, f"article:{article.id}")]
        assert actions == ["article.published", "article.drafted"]


class TestWithdraw:
    def test_leaves_first_the_customers_and_then_the_index(
        self, database: Database
    ) -> None:
        article = a_draft(database)
        publish(database, article.id, 1)
        with database.writing() as session:
            service.withdraw(session, article.id, at=NOW).indexed_revision = 1
        assert status(database) is ArticleStatus.LEAVING

    def test_of_a_draft_is_refused(self, database: Database) -> None:
        article = a_draft(database)
        with pytest.raises(ArticleNotPublished), database.writing() as session:
            service.withdraw(session, article.id, at=NOW)


class TestRows:
    def test_search_finds_words_of_both_languages_and_variants(
        self, database: Database
    ) -> None:
        a_draft(database)
        with database.reading() as session:
            for search in ("RETURN long", "多久", "退货期限", "how-long"):
                assert len(queries.rows(session, search=search)) == 1
            assert queries.rows(session, search="warranty") == []

    def test_by_category_and_status(self, database: Database) -> None:
        a_draft(database)
        with database.reading() as session:
            assert len(queries.rows(session, category="returns")) == 1
            assert queries.rows(session, category="payment") == []
            assert queries.rows(session, status=ArticleStatus.LIVE) == []
            assert queries.categories(session) == ["returns"]
