# syntax=docker/dockerfile:1
# The laptop hub in a container: one process tree on embedded engines, all data in /data. For AWS there is `cdk deploy`.
#   docker build --tag parley . && docker run --init --publish 127.0.0.1:8080:8080 --volume parley:/data parley
FROM node:24-bookworm-slim AS packages
WORKDIR /parley
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.description="Omnichannel messaging hub: the laptop cloud" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /parley
# Written to at a start: the cache of the synthesised stacks (node_modules/.cache) and the data.
RUN mkdir /data && chown node:node /data /parley
COPY --chown=node:node --from=packages /parley/node_modules node_modules
COPY --chown=node:node package.json package-lock.json cdk.json tsconfig.json ./
COPY --chown=node:node adapters adapters
COPY --chown=node:node bin bin
COPY --chown=node:node channels channels
COPY --chown=node:node client client
COPY --chown=node:node console console
COPY --chown=node:node demo demo
COPY --chown=node:node docs/openapi.json docs/openapi.json
COPY --chown=node:node docs/asyncapi.yaml docs/asyncapi.yaml
COPY --chown=node:node domain domain
COPY --chown=node:node functions functions
COPY --chown=node:node lib lib
COPY --chown=node:node local local
COPY --chown=node:node scripts scripts
COPY --chown=node:node widget widget
# The image's user `node`, by number as some hosts want it.
USER 1000
# Inside of a container every address is its own: whoever publishes the port decides who reaches it.
ENV PORT=8080 PARLEY_HOST=0.0.0.0 PARLEY_HOME=/data
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/v1/health`).then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/.bin/node", "local/start.ts"]
