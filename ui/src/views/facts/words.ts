/** Facts in words. What nobody has decided is said so. */
import { wordFor, type Translate } from "../../i18n";

export const DORA = ["full", "simplified", "out-of-scope"] as const;
export const PKI = ["closed", "serves-others"] as const;
export const DEALS_IN = ["crypto-assets", "financial-instruments", "both", "neither"] as const;
export const AI_ROLES = [
  "provider",
  "deployer",
  "provider-and-deployer",
  "not-an-ai-system",
] as const;
export const RISKS = ["no", "annex-i", "annex-iii"] as const;

export type Answered = "dora" | "pki" | "deals_in" | "ai_act_role" | "is";

/** An answer's word; `null` where nobody has decided. */
export const answerOf = (t: Translate, fact: Answered, answer: string | null): string =>
  answer === null || answer === ""
    ? t("facts.undecided")
    : wordFor(t, `change.value.${fact}.${answer}`, answer);

export const yesOrNo = (t: Translate, answer: boolean | null): string =>
  answer === null ? t("facts.undecided") : t(`change.value.${answer ? "true" : "false"}`);
