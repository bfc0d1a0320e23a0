#include <fmt/core.h>

#include "compiler/check/elements.h"

namespace keyward::compiler {

void CheckId(Inspection& in, NodeId id, PolicyBuilder& builder) {
  if (id == kNoNode) return;
  if (!in.Is(id, NodeKind::kString)) {
    in.ReportType(id, "Id", "a string", true);
    return;
  }
  if (!HasPrincipal(in.type())) {
    in.Report(Refusal::kNever, Code::kUnsupportedId, in.node(id).name_span,
              fmt::format("Id is meant for resource-based policies; {} is stored with it, but "
                          "AWS documents it as not allowed",
                          Article(in.type())),
              "remove Id; it has no meaning when requests are decided");
  }
  builder.SetId(in.TextOf(id));
}

}  // namespace keyward::compiler
