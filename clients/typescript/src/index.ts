export { GatewayClient } from "./client.js";
export { GatewayError, type GatewayErrorFields } from "./errors.js";
export type { Contact, ContactSource, ErrorCode, LineCounts, ObservationReport, PeopleCounts, Rejection, RejectionReason } from "./generated.js";
export type {
  ContactObservation,
  GroupMember,
  GroupObservation,
  MappingObservation,
  Observation,
  Observations,
  SessionObservation,
} from "./observations.js";
export type { GatewayClientOptions, ListAllContactsOptions, ListContactsOptions, SendObservationsOptions } from "./options.js";
export type { ContactPage, SessionStatus } from "./page.js";
export type { Token } from "./token.js";
