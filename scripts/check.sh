#!/bin/sh
# Runs every check, also after one has failed, and says at the end which did. Called by `make check`,
# beside a database: some checks ask for its version.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python
failed=

# A production installation as far as its settings go.
export DEBUG=0 DEMO=0 HTTPS=1 SECOND_FACTOR=1 ALLOWED_HOSTS=skole.example.dk CSRF_TRUSTED_ORIGINS=https://skole.example.dk
export SECRET_KEY=check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ
export MAIL_HOST=mail.example.invalid
export FIELD_KEY=Y2hlY2sgb25seSBjaGVjayBvbmx5IGNoZWNrIG9ubHk=
# For the browser tests only.
unset DJANGO_ALLOW_ASYNC_UNSAFE

step() {
    name=$1
    shift
    printf '%-14s' "$name"
    status=0
    output=$("$@" 2>&1) || status=$?
    if [ $status = 0 ]; then
        echo ok
    elif [ $status = 3 ] && [ "$name" = advisories ]; then
        echo "not asked: $output"
    else
        echo failed
        printf '%s\n' "$output"
        failed="$failed $name"
    fi
}

step "style" $python -m ruff check .
step "format" $python -m ruff format --check .
step "types" $python -m mypy
step "templates" $python -m djlint --check --lint --quiet templates
step "layers" .venv/bin/lint-imports
step "migrations" $python manage.py makemigrations --check --dry-run
step "advisories" $python scripts/audit.py
step "deployment" $python manage.py check --deploy --fail-level WARNING

[ -z "$failed" ] || {
    echo "Failed:$failed"
    exit 1
}
