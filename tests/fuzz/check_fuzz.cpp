// Check on any text, for every kind and mode: no crash, and a Policy exactly when nothing refuses.
// The first byte picks kind, mode and profile, the rest is the document.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/source.h"
#include "compiler/check.h"
#include "compiler/emit.h"

namespace {

using namespace keyward;            // NOLINT(google-build-using-namespace): a fuzz target
using namespace keyward::compiler;  // NOLINT(google-build-using-namespace)

void CheckSpan(const Source& source, Span span) {
  KEYWARD_CHECK(span.begin <= span.end);
  KEYWARD_CHECK(span.end <= source.text().size());
}

void CheckDiagnostics(const Source& source, const Checked& checked) {
  bool refuses = false;
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    CheckSpan(source, diagnostic.span);
    for (const Note& note : diagnostic.notes) CheckSpan(source, note.span);
    for (const Edit& edit : diagnostic.fix.value_or(Fix{}).edits) CheckSpan(source, edit.span);
    KEYWARD_CHECK(!diagnostic.code.empty() && !diagnostic.message.empty());
    refuses = refuses || diagnostic.refuses;
  }
  KEYWARD_CHECK(refuses != checked.policy.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto type = static_cast<PolicyType>(data[0] % kPolicyTypeCount);
  CheckOptions options;
  options.mode = (data[0] & 0x40) != 0 ? CheckMode::kStored : CheckMode::kOnSave;
  options.scp_profile = (data[0] & 0x80) != 0 ? ScpProfile::kLegacy : ScpProfile::kFull;
  const Result<SourcePtr> source =
      Source::Create("fuzz", std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  if (!source) return 0;
  const Checked checked = ParseAndCheck(*source, type, options);
  CheckDiagnostics(**source, checked);
  if (!checked.policy) return 0;
  KEYWARD_CHECK(!Dump(*checked.policy).empty() && !Canonical(*checked.policy).empty());
  // A checked policy always compiles.
  KEYWARD_CHECK(!Dump(*Emit(*checked.policy)).empty());
  return 0;
}
