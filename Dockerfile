# syntax=docker/dockerfile:1
# Two stages: the first builds the front end and the wheel, the second carries only what runs.

FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY requirements/ requirements/
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/runtime.txt \
 && python -m venv /build \
 && /build/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/build.txt -r requirements/node.txt
COPY package.json package-lock.json .npmrc ./
RUN PATH="/build/bin:$PATH" npm ci --omit=dev --ignore-scripts
COPY . .
RUN /build/bin/python scripts/vendor.py \
 && /build/bin/python -m hatchling build -t wheel \
 && /venv/bin/pip install --no-cache-dir --no-deps dist/*.whl

FROM python:3.12-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-fra tesseract-ocr-eng \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 verso \
 && install -d -o verso -g verso /data
COPY --from=build /venv /venv
ENV PATH="/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    VERSO_DATA_FOLDER=/data \
    VERSO_HOST=0.0.0.0 \
    VERSO_PORT=8000
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["verso", "serve"]
