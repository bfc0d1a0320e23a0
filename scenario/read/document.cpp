// DOC of scenario.md: a policy document, inline or in a file of its own, with or without a name.
#include <filesystem>
#include <fmt/core.h>

#include "scenario/read/file.h"
#include "scenario/read/policies.h"

namespace keyward::scenario {
namespace {

using compiler::PolicyType;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr size_t kMaxPolicyFile = size_t{16} << 20;

// Refuse notes a finding where it stands, in the outermost file.
void Refuse(Reading& in, const Source& source, const std::string& name, const Diagnostic& finding) {
  const Location location = source.Locate(finding.span);
  in.Refuse(Error{ErrorCode::kInvalidInput,
                  fmt::format("{}: {} ({})", name, finding.message, finding.code),
                  std::string(location.file), location.start, finding.help});
}

// ReadWrapper finds the document in `{"name", "document"}` and its name; a bare document stays.
bool ReadWrapper(Reading& in, NodeId& document, std::string& name) {
  if (!in.Is(document, NodeKind::kObject)) return in.RefuseKind(document, "a policy document");
  if (in.tree().Find(document, "document") == kNoNode) return true;
  constexpr std::array<std::string_view, 2> kMembers = {"name", "document"};
  std::array<NodeId, 2> slots;
  if (!in.Members(document, kMembers, slots.data()) || !in.Text(slots[0], name)) return false;
  if (name.empty()) return in.RefuseValue(slots[0], "a name is not empty");
  document = slots[1];
  return in.Is(document, NodeKind::kObject) || in.RefuseKind(document, "a policy document");
}

}  // namespace

const LoadedPolicy* PolicyReader::Load(NodeId id, PolicyType type, std::string place) {
  const PolicyKey key(id, type);
  auto found = policies_.find(key);
  if (found == policies_.end()) {
    found = policies_.emplace(key, Compile(id, type, std::move(place))).first;
  }
  return found->second ? &*found->second : nullptr;
}

std::optional<LoadedPolicy> PolicyReader::Compile(NodeId id, PolicyType type, std::string place) {
  LoadedPolicy policy;
  policy.name = std::move(place);
  if (!ReadWrapper(in_, id, policy.name)) return std::nullopt;
  policy.source = TextOf(id);
  if (policy.source == nullptr) return std::nullopt;
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  options.name = policy.name;
  compiler::Compiled compiled = compiler::Compile(policy.source, type, options);
  policy.program = std::move(compiled.program);
  policy.diagnostics = std::move(compiled.diagnostics);
  if (policy.program != nullptr) return policy;
  for (const Diagnostic& finding : policy.diagnostics) {
    if (finding.refuses) Refuse(in_, *policy.source, policy.name, finding);
  }
  if (in_.ok()) in_.RefuseValue(id, "the policy does not compile");
  return std::nullopt;
}

// TextOf is the text of a document: its own place in the scenario, or its file.
SourcePtr PolicyReader::TextOf(NodeId document) {
  if (in_.tree().Find(document, "file") == kNoNode) {
    return Source::Slice(source_, in_.node(document).span);
  }
  constexpr std::array<std::string_view, 1> kMembers = {"file"};
  NodeId file = kNoNode;
  return in_.Members(document, kMembers, &file) ? FileText(file) : nullptr;
}

SourcePtr PolicyReader::FileText(NodeId file) {
  std::string name;
  if (!in_.Text(file, name)) return nullptr;
  const std::filesystem::path relative(name);
  if (name.empty() || name.find('\0') != std::string::npos || relative.is_absolute()) {
    in_.RefuseValue(file, "expected a path relative to this file's folder");
    return nullptr;
  }
  const std::string path = (std::filesystem::path(folder_) / relative).lexically_normal().string();
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second;
  Result<SourcePtr> source = ReadFile(path, kMaxPolicyFile);
  if (source) return files_[path] = std::move(*source);
  const bool bad_text = source.error().code == ErrorCode::kInvalidUtf8;
  if (bad_text) {  // its place is in that file
    in_.Refuse(std::move(source.error()));
  } else {
    in_.RefuseValue(file, source.error().message);
  }
  return files_[path] = nullptr;
}

}  // namespace keyward::scenario
