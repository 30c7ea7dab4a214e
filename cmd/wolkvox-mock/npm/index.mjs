import wolkvoxMock from "./index.cjs";

export const { start, binary } = wolkvoxMock;
