# A digest can be given instead: --build-arg PYTHON=python:3.11-slim-bookworm@sha256:…
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/homthu
COPY requirements.lock ./
RUN /opt/homthu/bin/pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY storage storage
COPY content content
RUN /opt/homthu/bin/pip install --no-deps .

FROM ${PYTHON}
# A number of its own, so that volumes keep their owner when the base image changes.
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --no-create-home \
        --shell /usr/sbin/nologin homthu \
    && install --directory --owner=homthu --group=homthu --mode=0700 /data /shred
COPY --from=build /opt/homthu /opt/homthu
ENV PATH=/opt/homthu/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOMTHU_DATA_DIR=/data \
    HOMTHU_SHRED_DIR=/shred \
    HOMTHU_WEB_HOST=0.0.0.0 \
    HOMTHU_WEB_PORT=8080
# The runtime store is not set here: without compose.yaml it goes to /dev/shm, in RAM as well.
USER 10001:10001
WORKDIR /data
VOLUME ["/data", "/shred"]
EXPOSE 8080
# An opener without proxies: HTTPS_PROXY and the like must not carry the check outside.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD python -c "import os, urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['HOMTHU_WEB_PORT'] + '/healthz', timeout=4)"
ENTRYPOINT ["homthu"]
CMD ["run"]
