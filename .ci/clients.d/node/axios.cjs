// node axios.cjs axios-0.19
const loaded = require(process.argv[2])
const { expect } = require('./expect.cjs')

const axios = loaded.default || loaded
expect(async (url, headers) => {
  const reply = await axios.post(url, null, { headers, responseType: 'text', transformResponse: (body) => body })
  return [reply.status, reply.data]
})
