FROM python:3.12-slim AS assets
WORKDIR /app
COPY requirements/ requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/assets.txt -r requirements/node.txt
COPY . .
RUN python bin/build_assets.py

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings.production
RUN useradd --system --uid 10001 --home-dir /app gatepost
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY --chown=gatepost . .
COPY --from=assets --chown=gatepost /app/static_built static_built
RUN mkdir -p var/media && chown -R gatepost var
USER gatepost
# These values serve this one step only; the running service takes its own from the environment.
RUN SECRET_KEY=build SITE_URL=https://localhost DATABASE_URL=postgres://localhost/build REDIS_URL=redis://localhost \
    EMAIL_HOST=localhost FROM_EMAIL=build@localhost python manage.py collectstatic --no-input
EXPOSE 8000
# The product answers to its own name alone, so the check asks under that name.
HEALTHCHECK CMD python -c "import os, urllib.parse as p, urllib.request as r; \
    r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': p.urlsplit(os.environ['SITE_URL']).hostname}), timeout=3)"
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "8", "--access-logfile", "/dev/null", "--no-control-socket"]
