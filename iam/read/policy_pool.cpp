#include "iam/read/policy_pool.h"

#include <fmt/core.h>

namespace keyward::iam {

using compiler::PolicyType;

const PolicyPool::Entry& PolicyPool::Find(const SourcePtr& source, PolicyType type,
                                          const std::string& name) {
  const auto found = entries_.find(Key(type, name, source->text()));
  if (found != entries_.end()) return found->second;
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  options.name = name;
  Entry entry{source, compiler::Compile(source, type, options)};
  return entries_.emplace(Key(type, name, source->text()), std::move(entry)).first->second;
}

std::optional<CompiledPolicy> PolicyPool::Compile(Reading& in, grammar::NodeId id, PolicyType type,
                                                  const std::string& name) {
  SourcePtr source = DocumentSource(in, id);
  if (source == nullptr) return std::nullopt;
  const Entry& entry = Find(source, type, name);
  if (entry.compiled.program != nullptr) {
    return CompiledPolicy{entry.compiled.program, std::move(source)};
  }
  if (in.full()) return std::nullopt;
  bool told = false;
  for (const Diagnostic& finding : entry.compiled.diagnostics) {
    if (!finding.refuses) continue;
    told = true;
    in.Refuse(*source, finding.span,
              fmt::format("{}: {} ({})", in.Path(id), finding.message, finding.code), finding.help);
  }
  if (!told) in.RefuseValue(id, "the policy does not compile");
  return std::nullopt;
}

}  // namespace keyward::iam
