import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates files against one profile of veraPDF.
 *
 * Arguments: a profile as veraPDF names it (PDFA-3A, PDFA-3B, PDFUA-1), then files.
 * Prints one line a file, "PASS PROFILE FILE" or "FAIL PROFILE FILE", and after a
 * FAIL each broken clause once, with how often and where first. Exits with 0 if
 * every file passed, 1 if one did not, 2 if one could not be read.
 */
public final class Validate {
    private static final int FAILURES_KEPT_PER_RULE = 100;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: Validate PROFILE FILE...");
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        int exit = 0;
        ValidationProfile profile = profile(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            exit = Math.max(exit, check(profile, arguments[0], arguments[i]));
        }
        System.exit(exit);
    }

    private static ValidationProfile profile(String name) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream xml = Validate.class.getResourceAsStream(path)) {
            if (xml == null) {
                throw new IllegalArgumentException("veraPDF has no profile " + name);
            }
            return Profiles.profileFromXml(xml);
        }
    }

    private static int check(ValidationProfile profile, String name, String file) {
        try (InputStream pdf = new FileInputStream(file);
                PDFAParser parser =
                        Foundries.defaultInstance().createParser(pdf, profile.getPDFAFlavour());
                PDFAValidator validator =
                        Foundries.defaultInstance()
                                .createValidator(profile, FAILURES_KEPT_PER_RULE, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + file);
            broken(result).values().forEach(System.out::println);
            return result.isCompliant() ? 0 : 1;
        } catch (Exception problem) {
            System.out.println("FAIL " + name + " " + file);
            System.out.println("  unreadable: " + problem);
            return 2;
        }
    }

    /** One line a rule, with the first place where it fails. */
    private static Map<String, String> broken(ValidationResult result) {
        Map<String, String> lines = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            String rule =
                    assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            Integer times = result.getFailedChecks().get(assertion.getRuleId());
            lines.putIfAbsent(
                    rule,
                    "  " + rule + " (" + times + "): " + assertion.getMessage()
                            + " At " + assertion.getLocation().getContext());
        }
        return lines;
    }

    private Validate() {}
}
