/** The refusals that the fake api can give. */
import type { Failure } from "../bindings/Failure";

export const wrongPin = (label: string, de: boolean): Failure => ({
  code: "pin-incorrect",
  kind: "refused",
  title: de ? "Die PIN wurde nicht angenommen" : "The PIN was not accepted",
  happened: de
    ? `Das Token „${label}“ hat die PIN abgewiesen. Nichts wurde signiert.`
    : `The token “${label}” refused the PIN. Nothing was signed.`,
  unchanged: de
    ? "Der Antrag wartet weiter. Ihre Begründung steht noch unten. Kein Zertifikat ist entstanden."
    : "The request still waits. Your reason is kept below. No certificate was made.",
  changed: de
    ? "Die Abweisung steht im Protokoll. Das Token zählt diesen Versuch."
    : "The refusal is in the log. The token counts this try.",
  remedy: de
    ? "Geben Sie die PIN erneut ein. Das Token warnt, dass nur wenige Versuche bleiben; wie viele, sagt es nicht."
    : "Type the PIN again. The token warns that few tries are left; it does not say how many. If unsure, stop and ask the administrator.",
  answer: "CKR_PIN_INCORRECT",
  event: 4799,
  fields: [
    {
      field: "pin",
      code: "pin_incorrect",
      message: de
        ? "Nicht angenommen. Das Token warnt: nur wenige Versuche bleiben."
        : "Not accepted. The token warns: few tries are left.",
    },
  ],
});

export const wrongSoPin = (label: string): Failure => ({
  code: "so-pin-incorrect",
  kind: "refused",
  title: "The security officer’s PIN was not accepted",
  happened: `The token “${label}” refused the PIN of its security officer.`,
  unchanged: "The PIN of the token is as it was. No key was touched.",
  changed: null,
  remedy: "Type it again. If unsure, stop: many tokens lock this PIN for good.",
  answer: "CKR_PIN_INCORRECT",
  event: null,
  fields: [],
});

export const ownRequest: Failure = {
  code: "maker-is-checker",
  kind: "refused",
  title: "You may not decide your own request",
  happened: "The request was submitted by the officer who is signed in.",
  unchanged: "The request still waits. Nothing was signed.",
  changed: "The refusal is in the log.",
  remedy: "Another officer with the role of checker decides.",
  answer: null,
  event: 4800,
  fields: [],
};

/** Another officer was faster. */
export const decidedMeanwhile = (id: string): Failure => ({
  code: "request-state",
  kind: "refused",
  title: `${id} is no longer open`,
  happened: "Another officer decided it.",
  unchanged: "Your decision is not recorded. Nothing was signed.",
  changed: null,
  remedy: "See what was decided.",
  answer: null,
  event: null,
  fields: [],
});

export const tokenAbsent: Failure = {
  code: "token-absent",
  kind: "unavailable",
  title: "The token “issuing” is not there",
  happened: "No slot of the module holds a token with this label and serial.",
  unchanged: "The approval stands. No certificate was made.",
  changed: null,
  remedy: "Plug the token in, then choose “Issue certificate”.",
  answer: "CKR_TOKEN_NOT_PRESENT",
  event: null,
  fields: [],
};

export const unknownThing = (what: string): Failure => ({
  code: "not-found",
  kind: "refused",
  title: "There is no such entry",
  happened: `The workspace holds no ${what}.`,
  unchanged: "Nothing.",
  changed: null,
  remedy: "Go back and choose from the list.",
  answer: null,
  event: null,
  fields: [],
});

/** What some refusals in the log are called. */
export const refusalTitles = (de: boolean): Record<string, string> => ({
  "maker-is-checker": de
    ? "Wer beantragt, entscheidet nicht"
    : "You may not decide your own request",
  "unknown-reason": de ? "Bitte einen Grund wählen" : "Choose a reason",
});
