export { GatewayClient } from "./client.js";
export { GatewayError, type GatewayErrorFields } from "./errors.js";
export type { Contact, ContactSource, ErrorCode } from "./generated.js";
export type { GatewayClientOptions, ListAllContactsOptions, ListContactsOptions } from "./options.js";
export type { ContactPage, SessionStatus } from "./page.js";
export type { Token } from "./token.js";
