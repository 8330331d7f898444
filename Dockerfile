# The image of `mission-audit`: by default the app in the chart (`serve`); any other command works too.
# docs/deploy/README.md says how to run it.
#
# Debian and not Alpine: the embedded database is a binary, and its build for glibc is the one that the tests run.
#
# Pinned by full version and by the digest of that tag's multi-platform index (docs/deploy/README.md says where it was found; the
# registry itself could not be asked). To move on, take the newest 24.x.y tag and ask for its digest:
# `docker buildx imagetools inspect node:24.x.y-bookworm-slim`.
ARG NODE_IMAGE=node:24.18.0-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# No package of ours needs an install script, and our own "prepare" would build before the sources are here.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json LICENSE ./
COPY scripts/build.mjs scripts/
COPY rules rules
COPY smart-launch smart-launch
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE} AS run
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Mission Audit" \
      org.opencontainers.image.description="Measures click burden and alert load per encounter and judges them against a rules file." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:24.18.0-bookworm-slim"

# The database spills to the OS's temporary folder; HOME must not be a place that cannot be written.
ENV NODE_ENV=production \
    TMPDIR=/tmp \
    HOME=/tmp

WORKDIR /app
# Owned by root: the process can read its own code and change none of it.
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/LICENSE ./
# The package manager is of no use to a running app, and of some to whoever breaks into it.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-* /usr/local/bin/yarn /usr/local/bin/yarnpkg \
 && mkdir -p /config /data \
 && chown 10001:10001 /data \
 && chmod 0700 /data

# A number, so that Kubernetes can tell that it is not root; no account of the host is likely to have it.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz', { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["serve", "--config", "/config/mission-audit.yaml"]
