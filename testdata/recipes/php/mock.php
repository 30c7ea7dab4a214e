<?php
$serve = ['wolkvox-mock', 'serve', '--addr', '127.0.0.1:0', '--json', '--exit-with-stdin'];
$mock = proc_open($serve, [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes); // it ends with this script
define('ADMIN', json_decode(fgets($pipes[1]))->admin_url . '/worlds');

function send(string $method, string $url, string $header = '', string $body = '')
{
    $http = ['method' => $method, 'header' => $header, 'content' => $body, 'ignore_errors' => true];
    return json_decode(file_get_contents($url, false, stream_context_create(['http' => $http])));
}

// control asks the control API: control('POST', '') makes a world, {name, server, token, url}.
function control(string $method, string $path, ?array $body = null)
{
    return send($method, ADMIN . $path, 'Content-Type: application/json', $body ? json_encode($body) : '');
}
