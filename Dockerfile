# A static binary on nothing: docker build -t wolkvox-mock . && docker run --rm -p 127.0.0.1:8042:8042 wolkvox-mock
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG TARGETOS TARGETARCH VERSION="" COMMIT="" DATE=""
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN mkdir /ca && \
    export GOOS="$TARGETOS" GOARCH="$TARGETARCH" VERSION="$VERSION" COMMIT="$COMMIT" DATE="$DATE" && \
    cmd/wolkvox-mock/release/build /wolkvox-mock

FROM scratch
COPY --from=build /wolkvox-mock /wolkvox-mock
COPY --from=build --chown=65534:65534 /ca /ca
USER 65534:65534
# Every address of the container: so the control API asks for a bearer token. The log prints it at start, or give your
# own as WOLKVOX_MOCK_ADMIN_TOKEN.
ENV WOLKVOX_MOCK_ADDR=0.0.0.0:8042 WOLKVOX_MOCK_CA_DIR=/ca
EXPOSE 8042
HEALTHCHECK --interval=10s --timeout=6s --start-period=2s CMD ["/wolkvox-mock", "healthcheck"]
ENTRYPOINT ["/wolkvox-mock"]
CMD ["serve"]
