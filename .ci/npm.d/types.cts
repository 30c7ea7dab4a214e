import wolkvoxMock = require("wolkvox-mock");

wolkvoxMock.start().then((mock: wolkvoxMock.Mock) => mock.stop());
