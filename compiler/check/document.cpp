#include <array>

#include "compiler/check/elements.h"
#include "compiler/check/members.h"

namespace keyward::compiler {
namespace {

enum DocumentMember { kVersion, kId, kStatement, kDocumentMembers };

constexpr std::array<std::string_view, kDocumentMembers> kNames = {"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> kOfStatement = {
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};

}  // namespace

void CheckDocument(Inspection& in, PolicyBuilder& builder) {
  if (in.tree().empty()) {
    in.Report(Refusal::kAlways, Code::kDataTypeMismatch, {},
              "the document must be an object, but it is empty");
    return;
  }
  const NodeId root = in.tree().root();
  CheckSize(in);
  CheckDuplicateMembers(in);
  if (!in.Is(root, NodeKind::kObject)) {
    in.ReportType(root, "the document", "an object");
    return;
  }
  std::array<NodeId, kDocumentMembers> slots;
  const Place place = {"the document", Code::kInvalidPolicyElement, kNames, kOfStatement,
                       "inside Statement"};
  ReadMembers(in, root, place, slots.data());
  CheckVersion(in, slots[kVersion], builder);
  CheckId(in, slots[kId], builder);
  CheckStatements(in, slots[kStatement], builder);
}

}  // namespace keyward::compiler
