# Each target is one line over a script or cargo. See README.md.
.PHONY: run test lint fuzz bench package audit bindings

run:      ; @.ci/start
test:     ; @.ci/test
lint:     ; @.ci/lint
fuzz:     ; @.ci/fuzz
bench:    ; @.ci/bench
package:  ; @.ci/package
audit:    ; @.ci/audit
bindings: ; @.ci/bindings write
