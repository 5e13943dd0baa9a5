# The image of web, worker and clock. Built without network secrets, runs without root.
FROM python:3.13.14-slim-trixie AS build
WORKDIR /app
RUN python -m pip install --no-cache-dir --disable-pip-version-check uv==0.13.9

COPY requirements/app.txt requirements/node.txt requirements/
RUN uv venv --quiet /opt/venv \
 && uv pip sync --quiet --compile-bytecode --require-hashes --python /opt/venv/bin/python requirements/app.txt

COPY package.json package-lock.json .npmrc ./
COPY scripts/frontend.py scripts/
RUN python scripts/frontend.py

COPY . .
# The settings want values to start with; none of these reaches the running program.
RUN SECRET_KEY=build FIELD_KEY=build DATABASE_URL=postgres:///build REDIS_URL=redis://build \
    STATIC_ROOT=/srv/static /opt/venv/bin/python manage.py collectstatic --noinput \
 && /opt/venv/bin/python -m compileall -q law kiss schools cases absence meetings \
 && rm -rf node_modules .tools

FROM python:3.13.14-slim-trixie
# WeasyPrint draws with Pango.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin kiss \
 && install --directory --owner kiss --mode 700 /srv/uploads /srv/anchors
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/static /srv/static
COPY --from=build /app /app

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=kiss.settings \
    STATIC_ROOT=/srv/static \
    UPLOAD_DIR=/srv/uploads \
    XDG_CACHE_HOME=/tmp
WORKDIR /app
USER kiss
EXPOSE 8000
# The address without its query: a search term or a name never reaches the log.
CMD ["gunicorn", "kiss.wsgi", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "3", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--access-logfile", "-", "--access-logformat", "%(t)s %(m)s %(U)s %(s)s %(M)sms"]
