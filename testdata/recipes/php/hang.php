<?php
require __DIR__ . '/mock.php';
ini_set('zend.assertions', '1');

function hang(object $world, string $agent): object // your own client goes here
{
    $url = "$world->url/api/v2/agentbox.php?api=hang&agent_id=$agent";
    return send('POST', $url, "wolkvox-token: $world->token");
}

// Each test has a world of its own.
[$world, $other] = [control('POST', ''), control('POST', '')];
assert(hang($world, '12989')->code === '200');
assert(control('GET', "/$world->name/agents/12989")->state === 'ACW');
assert(control('GET', "/$other->name/agents/12989")->state === 'Talk');

// An answer is arranged by its name.
control('POST', "/$other->name/faults", ['operation' => 'hang', 'outcome' => 'token_busy']);
assert(hang($other, '12989')->code === '403');
assert(hang($other, '12989')->code === '200');

// Waiting takes no polling.
$page = control('GET', "/$other->name/requests?operation=hang&count=2&timeout=10s");
assert($page->complete);
assert(array_column($page->requests, 'outcome') === ['token_busy', 'hung_up']);

// Time passes when it is told to.
$world = control('POST', '');
control('PUT', "/$world->name/account", ['acw_limit' => '30s']);
control('PUT', "/$world->name/clock", ['action' => 'freeze', 'time' => '2026-01-30T09:00:00Z']);
hang($world, '12989');
control('PUT', "/$world->name/clock", ['action' => 'advance', 'duration' => '30s']);
assert(control('GET', "/$world->name/agents/12989")->state === 'Ready');

echo "all is well\n";
