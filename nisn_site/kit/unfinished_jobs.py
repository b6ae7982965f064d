"""Is there a job that will still do this?"""

from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status


def unfinished(task: str, **arguments: int) -> QuerySet[ProcrastinateJob]:
    """Jobs of this task with these arguments that wait, also for another try, or are being done at this moment."""
    return ProcrastinateJob.objects.filter(
        task_name=task, args__contains=arguments, status__in=[Status.TODO.value, Status.DOING.value]
    )
