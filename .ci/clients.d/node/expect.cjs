// What every client here asks of wolkvox, and then of another host if the environment names one.
const url = 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989'
const headers = { 'wolkvox-token': '7b64656d6f7d2d3230323630313031303030303030' }

// post(url, headers) gives the status and the text of the answer.
exports.expect = async function (post) {
  const wanted = [[url, 'Hang has been successful']]
  if (process.env.OTHER) wanted.push([process.env.OTHER, 'another host'])
  for (const [url, text] of wanted) {
    const [status, body] = await post(url, headers)
    if (status !== 200 || !body.includes(text)) throw new Error(`${url}: ${status} ${body}`)
  }
}
