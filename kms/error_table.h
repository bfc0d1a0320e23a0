// The one table from our own errors to AWS exceptions.
//
// Flow      crypto/, store/ --Error--> ToAwsError --> AwsError
// Promise   an operation answers only with what it declares (K6.51); what went wrong inside the
//           service is never told, only that it did.
#pragma once

#include "base/result.h"
#include "kms/exception.h"
#include "kms/operation.h"

namespace keyward::kms {

// ExceptionOf is the exception for an error of that code in that operation: the first of the table's
// choices that the operation declares, else KMSInternalException.
Exception ExceptionOf(ErrorCode code, Operation operation);

// ToAwsError maps an error. Its message is kept where the fault is the caller's.
AwsError ToAwsError(const Error& error, Operation operation);

}  // namespace keyward::kms
