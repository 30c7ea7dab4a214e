<?php
require __DIR__ . '/expect.php';

expect(function (string $url, array $headers): array {
    $body = file_get_contents($url, false, stream_context_create(['http' => ['method' => 'POST', 'header' => $headers]]));
    return [(int) explode(' ', $http_response_header[0] ?? ' 0')[1], (string) $body];
});
