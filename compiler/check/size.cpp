#include <fmt/core.h>

#include "compiler/check/elements.h"

namespace keyward::compiler {
namespace {

enum class Counting : uint8_t { kBytes, kCharacters, kNoWhiteSpace };

// Limit: how much of a kind of document there may be (R1.20).
struct Limit {
  size_t size;
  Counting counting;
  Code code;
};

// kManagedPolicy: the limit of a managed policy; kInlinePolicies is that of all inline policies of
// a role, the largest that an identity-based document may have.
constexpr size_t kManagedPolicy = 6144;
constexpr size_t kInlinePolicies = 10240;
constexpr size_t kNone = 0;

Limit LimitOf(const Inspection& in) {
  const size_t own = MaxPolicyBytes(in.type());
  switch (in.type()) {
    case PolicyType::kIdentity:
      return {kInlinePolicies, Counting::kNoWhiteSpace, Code::kPolicySizeIdentity};
    case PolicyType::kPermissionsBoundary:
      return {kManagedPolicy, Counting::kNoWhiteSpace, Code::kPolicySizeIdentity};
    case PolicyType::kSession: return {own, Counting::kCharacters, Code::kPolicySizeSession};
    case PolicyType::kKeyPolicy: return {own, Counting::kBytes, Code::kPolicySizeResource};
    case PolicyType::kRoleTrust:
      return {in.options().trust_policy_max_size, Counting::kNoWhiteSpace,
              Code::kPolicySizeRoleTrust};
    case PolicyType::kServiceControl:
      return {in.options().scp_max_size, Counting::kCharacters, Code::kPolicySizeScp};
    case PolicyType::kResourceControl: return {own, Counting::kCharacters, Code::kPolicySizeRcp};
    case PolicyType::kVpcEndpoint: return {own, Counting::kCharacters, Code::kPolicySizeResource};
    case PolicyType::kResource: break;
  }
  return {kNone, Counting::kBytes, Code::kPolicySizeResource};
}

bool Counts(char c, Counting counting) {
  if (counting == Counting::kBytes) return true;
  if ((static_cast<unsigned char>(c) & 0xC0u) == 0x80u) return false;  // inside a character
  const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
  return counting == Counting::kCharacters || !white;
}

std::string_view Words(Counting counting) {
  switch (counting) {
    case Counting::kBytes: return "bytes";
    case Counting::kCharacters: return "characters";
    case Counting::kNoWhiteSpace: break;
  }
  return "characters without white space";
}

// Report files one overrun, its span what stands beyond the limit.
void ReportSize(Inspection& in, Refusal refusal, const Limit& limit, std::string help) {
  const std::string_view text = in.source().text();
  size_t size = 0;
  size_t over = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    if (!Counts(text[i], limit.counting)) continue;
    if (size == limit.size) over = i;
    ++size;
  }
  if (size <= limit.size) return;
  in.Report(refusal, limit.code, {static_cast<uint32_t>(over), static_cast<uint32_t>(text.size())},
            fmt::format("{} may have {} {}, but this has {}", Article(in.type()), limit.size,
                        Words(limit.counting), size),
            std::move(help));
}

}  // namespace

void CheckSize(Inspection& in) {
  const Limit limit = LimitOf(in);
  if (limit.size == kNone) return;
  const size_t most = in.source().text().size();
  if (most <= kManagedPolicy && most <= limit.size) return;
  ReportSize(in, Refusal::kOnSave, limit, "split the document or shorten its lists");
  if (in.type() != PolicyType::kIdentity || in.refused()) return;
  ReportSize(in, Refusal::kNever, {kManagedPolicy, limit.counting, limit.code},
             "it fits only as an inline policy of a role; a managed policy must be shorter");
}

}  // namespace keyward::compiler
