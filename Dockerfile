# The program alone; Redis and Elasticsearch are services of docker-compose.yml.

FROM node:24.21.0-bookworm-slim AS build
# the segmenter is compiled where no prebuilt binary of it can be had; its compiler is any that Debian has
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY workers workers
RUN npm run build && npm prune --omit=dev

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE NOTICE ./
COPY dictionaries dictionaries
COPY samples samples
COPY schema schema
COPY src/api/pages/assets src/api/pages/assets
# the embedded store of a container that runs without the servers
RUN mkdir /data && chown node:node /data
VOLUME /data
# node, by number: a host that forbids root can tell that this is none
USER 1000:1000
ENV ZHENGWEN_HOST=0.0.0.0 ZHENGWEN_STORE=/data/store.db
EXPOSE 8080
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["serve"]
