# The registry and its site, with the server's part of the lock and nothing of the tests' or tools'.
ARG PYTHON=python:3.13.14-slim-trixie@sha256:6771159cd4fa5d9bba1258caf0b82e6b73458c694d178ad97c5e925c2d0e1a91

FROM ${PYTHON} AS environment
WORKDIR /build
COPY pyproject.toml requirements.txt ./
# uv comes first, alone and by its locked hash: pip cannot install a part of a lock, uv can.
RUN sed -n '/^uv==/,/^    # via/p' requirements.txt > uv.txt \
 && pip install --no-cache-dir --require-hashes --requirement uv.txt \
 && uv venv /opt/environment \
 && uv pip install --no-cache --compile-bytecode --python /opt/environment/bin/python \
      --require-hashes --constraint requirements.txt --requirement pyproject.toml --extra documents --group server

# The command for builders, which the site hands out: what builds it comes from the lock, too.
FROM environment AS client
COPY README.md LICENSE ./
COPY installer_cli installer_cli
COPY packformat packformat
RUN uv build --wheel --build-constraints requirements.txt --require-hashes --out-dir /client

FROM ${PYTHON}
RUN useradd --system --uid 10001 --create-home ctxpack \
 && install --directory --owner=ctxpack --group=ctxpack /data /keys
COPY --from=environment /opt/environment /opt/environment
COPY --from=client /client /app/client
WORKDIR /app
COPY manage.py ./
COPY packformat packformat
COPY registry registry
COPY marketplace marketplace
ENV PATH=/opt/environment/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CTXPACK_DATA_DIR=/data CTXPACK_STATIC_DIR=/app/static CTXPACK_CLIENT_WHEEL=/app/client
# The secret is for this step alone and stays in it.
RUN CTXPACK_SECRET_KEY=none python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q .
USER ctxpack
EXPOSE 8000
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
