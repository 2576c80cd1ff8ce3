//! A stranger who is not there.

use chancery_tests::Stranger;

#[test]
#[should_panic(
    expected = "no-such-checker is missing (No such file or directory (os error 2)): \
                           install the-package-that-has-it"
)]
fn missing_checker_fails_the_test_and_names_its_package() {
    Stranger::new("no-such-checker", "the-package-that-has-it").ask(["--version"]);
}
