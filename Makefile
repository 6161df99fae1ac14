# The words of this project. Each line of the README's table is one of them.
VENV ?= .venv
LAUNCH = $(VENV)/bin/python -m deploy.launcher
WORDS = run stop reset status url logs ckan test check e2e bench

.PHONY: $(WORDS) lock
.SILENT:

$(WORDS): $(VENV)/.ready
	$(LAUNCH) $@

# A package set that is complete carries this file; without it the folder is made anew.
$(VENV)/.ready: requirements.lock pyproject.toml setup.py
	sh deploy/launcher/venv.sh $(VENV)

lock: $(VENV)/.ready
	sh deploy/launcher/lock.sh $(VENV)

# What a person may add behind a word, as in `make logs NAME=web`.
export NAME SIZE ARGS YES
