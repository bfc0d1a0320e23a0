// The two ways in which audit records write an instant, always UTC.
#pragma once

#include <chrono>
#include <string>

namespace keyward::kms {

// AppendIsoTime writes `2026-01-02T03:04:05Z`, as eventTime does (K8.1). Years have four digits.
void AppendIsoTime(std::chrono::sys_seconds time, std::string& out);

// AppendAuditDate writes `Aug 10, 2022, 10:38:27 PM`, as dates inside requestParameters and
// responseElements are written (K8.9).
void AppendAuditDate(std::chrono::sys_seconds time, std::string& out);

}  // namespace keyward::kms
