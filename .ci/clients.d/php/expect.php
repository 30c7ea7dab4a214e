<?php
// What every client here asks of wolkvox, and then of another host if the environment names one.
const URL = 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989';
const HEADERS = ['wolkvox-token: 7b64656d6f7d2d3230323630313031303030303030'];

// $post gives the status and the text of the answer.
function expect(callable $post): void
{
    $wanted = [URL => 'Hang has been successful'];
    if (getenv('OTHER')) {
        $wanted[getenv('OTHER')] = 'another host';
    }
    foreach ($wanted as $url => $text) {
        [$status, $body] = $post($url, HEADERS);
        if ($status !== 200 || !str_contains($body, $text)) {
            fwrite(STDERR, "$url: $status $body\n");
            exit(1);
        }
    }
}
