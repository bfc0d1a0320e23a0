#include "compiler/check.h"

#include <utility>

#include "compiler/check/elements.h"
#include "compiler/check/inspection.h"
#include "compiler/check/policy_builder.h"
#include "grammar/parse.h"

namespace keyward::compiler {

Checked Check(const grammar::SyntaxTree& tree, const SourcePtr& source, PolicyType type,
              const CheckOptions& options) {
  Inspection inspection(tree, *source, type, options);
  PolicyBuilder builder(type, source, options.name);
  CheckDocument(inspection, builder);
  Checked checked;
  if (!inspection.refused()) checked.policy = std::move(builder).Finish();
  checked.diagnostics = std::move(inspection).Take();
  return checked;
}

Checked ParseAndCheck(const SourcePtr& source, PolicyType type, const CheckOptions& options) {
  // The parser keeps its general limits: a kind's own size limit is Check's finding, which a stored
  // document may be over.
  grammar::Parsed parsed = grammar::Parse(*source);
  if (parsed.ok) {
    Checked checked = Check(parsed.tree, source, type, options);
    checked.diagnostics.insert(checked.diagnostics.begin(), parsed.diagnostics.begin(),
                               parsed.diagnostics.end());
    return checked;
  }
  Checked refused;
  refused.diagnostics = std::move(parsed.diagnostics);
  return refused;
}

}  // namespace keyward::compiler
