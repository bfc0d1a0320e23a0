#include "compiler/check/arn.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {
namespace {

constexpr std::array<std::string_view, 8> kKnown = {
    "aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"};

enum Field { kPrefix, kPartition, kService, kRegion, kAccount, kFields = 6 };

// Arn: a resource string and where its fields begin.
struct Arn {
  NodeId node;
  std::string_view text;
  grammar::ArnParts parts;

  size_t Begin(int field) const {
    return static_cast<size_t>(parts.part[static_cast<size_t>(field)].data() - text.data());
  }
  std::string_view Part(int field) const { return parts.part[static_cast<size_t>(field)]; }
};

Span SpanOf(const Inspection& in, const Arn& arn, int field) {
  return in.Within(arn.node, arn.Begin(field), arn.Begin(field) + arn.Part(field).size());
}

bool CheckPrefix(Inspection& in, const Arn& arn) {
  if (arn.Part(kPrefix) == "arn" && arn.parts.count > kPartition) return true;
  in.Report(Refusal::kOnSave, Code::kInvalidArnPrefix, in.node(arn.node).span,
            fmt::format("a resource must be \"*\" or an ARN, but this is {}", Quote(arn.text)),
            "write arn:partition:service:region:account:resource");
  return false;
}

bool CheckPartition(Inspection& in, const Arn& arn) {
  const std::string_view partition = arn.Part(kPartition);
  if (partition == "*" || IsPartition(partition)) return true;
  in.Report(Refusal::kOnSave, Code::kInvalidPartition, SpanOf(in, arn, kPartition),
            fmt::format("unknown partition {} in an ARN", Quote(partition)),
            fmt::format("partitions are {}, or \"*\" as a whole", kPartitions));
  return false;
}

// MayBeShort: a short ARN is padded with `*` fields, depending on the kind (R2.13).
void CheckShort(Inspection& in, const Arn& arn) {
  const Span span = in.node(arn.node).span;
  const std::string message = fmt::format("ARN {} has {} of {} fields", Quote(arn.text),
                                          arn.parts.count, static_cast<int>(kFields));
  switch (in.type()) {
    case PolicyType::kResourceControl:
      in.Report(Refusal::kOnSave, Code::kMissingArnField, span, message, "write all fields");
      return;
    case PolicyType::kServiceControl:
      if (arn.text.back() == '*') return;
      in.Report(Refusal::kOnSave, Code::kMissingArnField, span, message,
                "write all fields, or end the ARN in \"*\"");
      return;
    case PolicyType::kResource:
    case PolicyType::kKeyPolicy:
    case PolicyType::kVpcEndpoint:
      if (arn.text.find('*') != std::string_view::npos) return;
      in.Report(Refusal::kNever, Code::kMissingArnField, span,
                message + "; it matches nothing here", "write all fields");
      return;
    default: return;  // padded (V22)
  }
}

bool CheckFields(Inspection& in, const Arn& arn) {
  for (int field = kService; field < arn.parts.count; ++field) {
    const bool needed = field == kService || arn.parts.count < kFields;
    if (!needed || !arn.Part(field).empty()) continue;
    const size_t begin = arn.Begin(field);
    in.Report(Refusal::kOnSave, Code::kMissingArnField, in.Within(arn.node, begin - 1, begin),
              fmt::format("ARN {} has an empty {}", Quote(arn.text),
                          field == kService ? "service" : "field, and too few of them"),
              "write arn:partition:service:region:account:resource");
    return false;
  }
  if (arn.parts.count > kService) return true;
  in.Report(Refusal::kOnSave, Code::kMissingArnField, in.node(arn.node).span,
            fmt::format("ARN {} has no service", Quote(arn.text)),
            "write arn:partition:service:region:account:resource");
  return false;
}

void CheckRegion(Inspection& in, const Arn& arn) {
  if (arn.parts.count <= kRegion || arn.Part(kService) != "iam") return;
  const std::string_view region = arn.Part(kRegion);
  if (region.empty() || region == "*") return;
  const Span span = SpanOf(in, arn, kRegion);
  in.Report(Refusal::kOnSave, Code::kArnRegionNotAllowed, span,
            fmt::format("IAM resources have no region, but this ARN names {}", Quote(region)),
            "leave the field empty: arn:aws:iam::account:…")
      .fix = Fix{"remove the region", {{span, ""}}};
}

// LastField is where the sixth field begins: variables are replaced only there (R3.40).
size_t LastField(const Arn& arn) {
  return arn.parts.count == kFields ? arn.Begin(kFields - 1) : arn.text.size();
}

}  // namespace

bool IsPartition(std::string_view text) {
  return std::find(kKnown.begin(), kKnown.end(), text) != kKnown.end();
}

void CheckArn(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  if (text == "*") return;
  const Arn arn{value, text, grammar::SplitArn(text)};
  if (!CheckPrefix(in, arn)) return;
  const size_t last = LastField(arn);
  CheckVariables(in, value, VariablePlace::kNotElement, 0, last);
  CheckVariables(in, value, VariablePlace::kReplaced, last, text.size());
  if (!CheckPartition(in, arn) || !CheckFields(in, arn)) return;
  if (arn.parts.count < kFields) CheckShort(in, arn);
  CheckRegion(in, arn);
}

}  // namespace keyward::compiler
