# Each target is one line over a script or cargo. See README.md.
.PHONY: run test lint fuzz soak bench package audit bindings

run:      ; @.ci/start
test:     ; @.ci/test
lint:     ; @.ci/lint
fuzz:     ; @.ci/fuzz
soak:     ; @.ci/soak
bench:    ; @.ci/bench
package:  ; @.ci/package
audit:    ; @.ci/audit
bindings: ; @.ci/bindings write
