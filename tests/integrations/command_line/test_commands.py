"""The commands as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from integrations.command_line.app import app, main
from knowledge.catalogue.models import Product
from knowledge.database import migrate
from knowledge.database.session import Database, make_engine
from knowledge.staff.models import Role
from knowledge.staff.queries import member_by_email

PASSWORD = "long enough to be one"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The one that every command finds, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHOPKEEPER_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SHOPKEEPER_DATABASE_URL", "")
    engine = make_engine()
    migrate.upgrade(engine)
    return Database(engine)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_import_prints_one_json_object(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "products.jsonl"
    file.write_text(
        '{"id": "1", "title": "Lamp", "price": 1990}\n'
        '{"id": "2", "title": "Lamp", "price": "cheap"}\n'
    )
    result = run("import", "catalogue", str(file), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "imported": 1,
        "updated": 0,
        "unchanged": 0,
        "failed": 1,
        "errors": [
            {
                "file": "products.jsonl",
                "row": 2,
                "error": "price is not a whole number",
            }
        ],
    }
    with database.reading() as session:
        assert session.get(Product, "1")


def test_import_names_bad_rows_and_counts(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    bad = "".join(f"{number},Lamp,?\n" for number in range(30))
    file.write_text(f"id,title,price\ngood,Lamp,5\n{bad}")
    result = run("import", "catalogue", str(file))
    assert result.exit_code == 0
    assert "products.csv, row 3: price is not a whole number" in result.stderr
    assert "… and 10 more rows with errors" in result.stderr
    assert "1 imported, 0 updated, 0 unchanged, 30 left out" in result.stderr


def test_import_fails_when_nothing_could_be_kept(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "products.jsonl"
    file.write_text("not json\n")
    assert run("import", "catalogue", str(file)).exit_code == 1


def test_an_unreadable_file_stops_with_one_sentence(
    database: Database,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["shopkeeper", "import", "orders", "no-such-file.csv"]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    shown = capsys.readouterr()
    assert "no-such-file.csv cannot be read: there is no such file." in shown.err
    assert "Traceback" not in shown.err


def test_staff_can_be_added(database: Database) -> None:
    words = ["--name", "Kim", "--role", "editor", "--password", PASSWORD]
    assert run("staff", "add", "Kim@Example.com", *words).exit_code == 0
    with database.reading() as session:
        member = member_by_email(session, "kim@example.com")
        assert member and member.role == Role.EDITOR
    again = run("staff", "add", "kim@example.com", *words)
    assert again.exit_code == 2
    assert "has an account already" in again.output


def test_doctor_says_what_is_missing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("Procfile").write_text("gateway: true\n")
    result = run("doctor", "--json")
    assert result.exit_code == 1
    findings = {
        finding["subject"]: finding["advice"]
        for finding in json.loads(result.stdout)["findings"]
    }
    assert findings["Migrations"] == ""
    assert "make train" in findings["Language model"]
    assert "make up" in findings["Python 3.10 for Rasa (.venv-bot)"]


@pytest.mark.parametrize("command", ["up", "train", "doctor", "demo-reset"])
def test_elsewhere_the_project_commands_say_where_to_go(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["shopkeeper", command])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert "Run this in Shopkeeper's own folder" in capsys.readouterr().err
