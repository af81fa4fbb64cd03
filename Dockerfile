# Steppe without a database: give it NEO4J_URI and NEO4J_PASSWORD, or use docker-compose.yml, which brings a Neo4j.
FROM node:24-slim AS dependencies
WORKDIR /steppe
COPY package.json package-lock.json .npmrc ./
# The one script of an install builds the explorer, whose source is not here yet.
RUN npm ci --omit=dev --ignore-scripts

FROM dependencies AS build
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY explorer explorer
COPY schema schema
COPY src src
RUN npm run build

FROM node:24-slim
# In production GraphiQL and introspection are off unless STEPPE_EXPLORE is on.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /steppe
COPY package.json ./
COPY --from=dependencies /steppe/node_modules node_modules
COPY --from=build /steppe/dist dist
COPY cypher cypher
COPY data data
COPY mappings mappings
USER node
EXPOSE 4000
# Node itself is process 1, so that it hears SIGTERM. Other commands go behind the image's name: docker run steppe doctor
ENTRYPOINT ["node", "--max-semi-space-size=64", "dist/src/main.js"]
CMD ["serve"]
