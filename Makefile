# The menu. Every word is one thing to do; `make` alone prints it.
SETUP := integrations/command_line/setup
SHOPKEEPER := .venv/bin/shopkeeper

.DEFAULT_GOAL := menu
.PHONY: menu up test check train evaluate bench demo-reset clean environments
.SILENT:

menu: ## Print this menu
	grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

up: environments ## Start the whole assistant: set-up, demo shop, model, all processes
	$(SHOPKEEPER) up

test: environments ## Set up, then run every test
	# Browsers apart: Playwright's loop, once begun, forbids asyncio its own.
	.venv/bin/python -m pytest tests --ignore=tests/bot -m "not browser"
	.venv/bin/python -m pytest tests --ignore=tests/bot -m browser
	.venv/bin/python -m retrieval.encoder_export
	.venv-bot/bin/python -m pytest -c tests/bot/pytest.ini tests/bot

check: environments ## Style, types, layers and sizes of the code
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m pytest -q tests/contracts/test_code_is_small.py

train: environments ## Validate the training data, train, replace the running model
	$(SHOPKEEPER) train

evaluate: environments ## Quality figures on the data at hand
	$(SHOPKEEPER) evaluate all

bench: environments ## Messages a second and latency, beside stock Rasa
	$(SHOPKEEPER) evaluate speed

demo-reset: environments ## Forget the demo data and load it anew
	$(SHOPKEEPER) demo-reset

clean: ## Remove both environments and everything under var/
	rm -rf .venv .venv-bot var *.egg-info

environments:
	$(SETUP)/build-environment .venv-bot 3.10 bot/requirements.txt
	$(SETUP)/build-environment .venv 3.11 requirements.txt requirements-dev.txt
	$(SETUP)/install-project
